namespace Acornima.Ast;

/// <summary>What every node has.</summary>
public interface INode
{
    /// <summary>The node itself.</summary>
    Node Node { get; }

    /// <summary>The ESTree type.</summary>
    NodeType Type { get; }

    /// <summary>The children, in source order.</summary>
    ChildNodes ChildNodes { get; }

    /// <summary>Index of the first character.</summary>
    int Start { get; }

    /// <summary>Index after the last character.</summary>
    int End { get; }

    /// <summary>The span in characters.</summary>
    Range Range { get; }

    /// <summary>The span in characters, by reference.</summary>
    ref readonly Range RangeRef { get; }

    /// <summary>The span in lines and columns.</summary>
    SourceLocation Location { get; }

    /// <summary>The span in lines and columns, by reference.</summary>
    ref readonly SourceLocation LocationRef { get; }

    /// <summary>A slot for the user of the tree.</summary>
    object? UserData { get; }
}
