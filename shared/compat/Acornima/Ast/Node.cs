namespace Acornima.Ast;

/// <summary>A node of the syntax tree.</summary>
/// <param name="type">The ESTree type.</param>
public abstract class Node(NodeType type) : INode
{
    private Range _range;
    private SourceLocation _location;
    private object? _userData;

    /// <summary>The ESTree type.</summary>
    public NodeType Type { get; } = type;

    /// <summary>Index of the first character.</summary>
    public int Start => _range.Start;

    /// <summary>Index after the last character.</summary>
    public int End => _range.End;

    /// <summary>The span in characters.</summary>
    public Range Range { get => _range; init => _range = value; }

    /// <summary>The span in characters, by reference.</summary>
    public ref readonly Range RangeRef => ref _range;

    /// <summary>The span in lines and columns.</summary>
    public SourceLocation Location { get => _location; init => _location = value; }

    /// <summary>The span in lines and columns, by reference.</summary>
    public ref readonly SourceLocation LocationRef => ref _location;

    /// <summary>A slot for the user of the tree. What is put in is seen whole by other threads.</summary>
    public object? UserData
    {
        get => Volatile.Read(ref _userData);
        set => Volatile.Write(ref _userData, value);
    }

    /// <summary>The children, in source order.</summary>
    public ChildNodes ChildNodes => new(this);

    Node INode.Node => this;

    /// <summary>Set while parsing: the node was written in parentheses, which leave no node of their own.</summary>
    internal bool Parenthesized { get; set; }

    /// <summary>Number of slots that hold children, or -1 where <see cref="GetChildNodes"/> tells them.</summary>
    internal virtual int SlotCount => -1;

    /// <summary>Calls the visitor's method for this type of node.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <returns>What that method gives.</returns>
    protected internal abstract object? Accept(AstVisitor visitor);

    /// <summary>The children, for node types that are declared outside this library.</summary>
    /// <returns>An enumerator, or null for none.</returns>
    protected internal virtual IEnumerator<Node>? GetChildNodes() => null;

    /// <summary>A child, an array of children, or null.</summary>
    internal virtual object? Slot(int index) => null;

    internal void Place(int start, int end, in Position from, in Position to, string? sourceFile)
    {
        _range = new Range(start, end);
        _location = new SourceLocation(from, to, sourceFile);
    }
}
