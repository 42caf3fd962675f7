namespace Acornima.Ast;

/// <summary>The keyword of a declaration.</summary>
public enum VariableDeclarationKind
{
    /// <summary>Not set.</summary>
    Unknown = 0,

    /// <summary><c>var</c>.</summary>
    Var = 1,

    /// <summary><c>let</c>.</summary>
    Let = 2,

    /// <summary><c>const</c>.</summary>
    Const = 3,

    /// <summary><c>using</c>.</summary>
    Using = 4,

    /// <summary><c>await using</c>.</summary>
    AwaitUsing = 5,
}
