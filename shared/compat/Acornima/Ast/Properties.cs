namespace Acornima.Ast;

/// <summary>A property of an object literal or of an object pattern.</summary>
public abstract class Property(PropertyKind kind, Expression key, Node value, bool computed, bool shorthand) : Node(NodeType.Property), IProperty
{
    /// <summary>Whether it is a value, a getter or a setter.</summary>
    public PropertyKind Kind { get; } = kind;

    /// <summary>The name: an identifier, a literal or, when computed, any expression.</summary>
    public Expression Key { get; } = key;

    /// <summary>The value, or the pattern that takes it. The same node as the key, or holding it, when the property is shorthand.</summary>
    public Node Value { get; } = value;

    /// <summary>Whether the name is written in brackets.</summary>
    public bool Computed { get; } = computed;

    /// <summary>Whether the name is also the value.</summary>
    public bool Shorthand { get; } = shorthand;

    internal override int SlotCount => Shorthand ? 1 : 2;

    internal override object? Slot(int index) => index == 0 && !Shorthand ? Key : Value;
}

/// <summary>A property of an object literal.</summary>
public sealed class ObjectProperty(PropertyKind kind, Expression key, Node value, bool computed, bool shorthand, bool method) : Property(kind, key, value, computed, shorthand)
{
    /// <summary>Whether it is written as a method.</summary>
    public bool Method { get; } = method;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitObjectProperty(this);
}

/// <summary>A property of an object pattern.</summary>
public sealed class AssignmentProperty(Expression key, Node value, bool computed, bool shorthand) : Property(PropertyKind.Init, key, value, computed, shorthand)
{
    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitAssignmentProperty(this);
}
