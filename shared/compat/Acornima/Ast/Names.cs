namespace Acornima.Ast;

/// <summary>A name: a reference, a binding, a label or a property name.</summary>
public sealed class Identifier(string name) : Expression(NodeType.Identifier), IDestructuringPatternElement
{
    /// <summary>The name, escapes resolved.</summary>
    public string Name { get; } = name;

    internal override int SlotCount => 0;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitIdentifier(this);
}

/// <summary>A private name.</summary>
public sealed class PrivateIdentifier(string name) : Expression(NodeType.PrivateIdentifier)
{
    /// <summary>The name without the number sign.</summary>
    public string Name { get; } = name;

    internal override int SlotCount => 0;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitPrivateIdentifier(this);
}
