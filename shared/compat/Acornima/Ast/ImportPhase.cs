namespace Acornima.Ast;

/// <summary>How far an import goes.</summary>
public enum ImportPhase
{
    /// <summary>The module is evaluated.</summary>
    None = 0,

    /// <summary>Only its source is loaded.</summary>
    Source = 1,

    /// <summary>It is evaluated at the first use.</summary>
    Defer = 2,
}
