namespace Acornima.Ast;

/// <summary>An array or object pattern.</summary>
public abstract class DestructuringPattern(NodeType type) : Node(type), IDestructuringPatternElement
{
}

/// <summary>An array pattern; an elision is a null element.</summary>
public sealed class ArrayPattern(in NodeList<Node?> elements) : DestructuringPattern(NodeType.ArrayPattern)
{
    private readonly NodeList<Node?> _elements = elements;

    /// <summary>The elements; null where one is left out.</summary>
    public ref readonly NodeList<Node?> Elements => ref _elements;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Elements.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitArrayPattern(this);
}

/// <summary>An object pattern.</summary>
public sealed class ObjectPattern(in NodeList<Node> properties) : DestructuringPattern(NodeType.ObjectPattern)
{
    private readonly NodeList<Node> _properties = properties;

    /// <summary>Properties and, last, a rest element.</summary>
    public ref readonly NodeList<Node> Properties => ref _properties;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Properties.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitObjectPattern(this);
}

/// <summary>A pattern with a default value.</summary>
public sealed class AssignmentPattern(Node left, Expression right) : Node(NodeType.AssignmentPattern), IDestructuringPatternElement
{
    /// <summary>The pattern.</summary>
    public Node Left { get; } = left;

    /// <summary>The default.</summary>
    public Expression Right { get; } = right;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Left : Right;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitAssignmentPattern(this);
}

/// <summary><c>...argument</c> in a pattern or a parameter list.</summary>
public sealed class RestElement(Node argument) : Node(NodeType.RestElement), IDestructuringPatternElement
{
    /// <summary>The pattern that takes the rest.</summary>
    public Node Argument { get; } = argument;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Argument;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitRestElement(this);
}
