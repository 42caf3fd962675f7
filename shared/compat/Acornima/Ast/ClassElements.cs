namespace Acornima.Ast;

/// <summary>A method, a field or an auto-accessor of a class.</summary>
public abstract class ClassProperty(NodeType type, PropertyKind kind, Expression key, bool computed, bool @static) : Node(type), IProperty, IClassElement
{
    /// <summary>What it is.</summary>
    public PropertyKind Kind { get; } = kind;

    /// <summary>The name: an identifier, a literal, a private name or, when computed, any expression.</summary>
    public Expression Key { get; } = key;

    /// <summary>Whether the name is written in brackets.</summary>
    public bool Computed { get; } = computed;

    /// <summary>Whether it belongs to the class itself.</summary>
    public bool Static { get; } = @static;

    Node? IProperty.Value => GetValue();

    /// <summary>The value, whatever its type.</summary>
    /// <returns>The function of a method, the initial value of a field, or null.</returns>
    protected abstract Expression? GetValue();
}

/// <summary>A method, a getter, a setter or the constructor.</summary>
public sealed class MethodDefinition(PropertyKind kind, Expression key, FunctionExpression value, bool computed, bool @static, in NodeList<Decorator> decorators) : ClassProperty(NodeType.MethodDefinition, kind, key, computed, @static)
{
    private readonly NodeList<Decorator> _decorators = decorators;

    /// <summary>The function.</summary>
    public FunctionExpression Value { get; } = value;

    /// <summary>The decorators.</summary>
    public ref readonly NodeList<Decorator> Decorators => ref _decorators;

    /// <inheritdoc />
    protected override Expression? GetValue() => Value;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Decorators.Items,
        1 => Key,
        _ => Value,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitMethodDefinition(this);
}

/// <summary>A field.</summary>
public sealed class PropertyDefinition(Expression key, Expression? value, bool computed, bool @static, in NodeList<Decorator> decorators) : ClassProperty(NodeType.PropertyDefinition, PropertyKind.Property, key, computed, @static)
{
    private readonly NodeList<Decorator> _decorators = decorators;

    /// <summary>The initial value, or null.</summary>
    public Expression? Value { get; } = value;

    /// <summary>The decorators.</summary>
    public ref readonly NodeList<Decorator> Decorators => ref _decorators;

    /// <inheritdoc />
    protected override Expression? GetValue() => Value;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Decorators.Items,
        1 => Key,
        _ => Value,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitPropertyDefinition(this);
}

/// <summary>An auto-accessor: <c>accessor name</c>.</summary>
public sealed class AccessorProperty(Expression key, Expression? value, bool computed, bool @static, in NodeList<Decorator> decorators) : ClassProperty(NodeType.AccessorProperty, PropertyKind.Property, key, computed, @static)
{
    private readonly NodeList<Decorator> _decorators = decorators;

    /// <summary>The initial value, or null.</summary>
    public Expression? Value { get; } = value;

    /// <summary>The decorators.</summary>
    public ref readonly NodeList<Decorator> Decorators => ref _decorators;

    /// <inheritdoc />
    protected override Expression? GetValue() => Value;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Decorators.Items,
        1 => Key,
        _ => Value,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitAccessorProperty(this);
}
