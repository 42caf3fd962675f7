namespace Acornima.Ast;

/// <summary><c>object.property</c>, <c>object[property]</c> or <c>object.#property</c>.</summary>
public sealed class MemberExpression(Expression @object, Expression property, bool computed, bool optional) : Expression(NodeType.MemberExpression), IChainElement, IDestructuringPatternElement
{
    /// <summary>The object.</summary>
    public Expression Object { get; } = @object;

    /// <summary>An identifier, a private name or, when computed, any expression.</summary>
    public Expression Property { get; } = property;

    /// <summary>Whether it is written with brackets.</summary>
    public bool Computed { get; } = computed;

    /// <summary>Whether it is written with <c>?.</c>.</summary>
    public bool Optional { get; } = optional;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Object : Property;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitMemberExpression(this);
}

/// <summary><c>callee(arguments)</c>.</summary>
public sealed class CallExpression(Expression callee, in NodeList<Expression> arguments, bool optional) : Expression(NodeType.CallExpression), IChainElement
{
    private readonly NodeList<Expression> _arguments = arguments;

    /// <summary>What is called.</summary>
    public Expression Callee { get; } = callee;

    /// <summary>The arguments, spread elements among them.</summary>
    public ref readonly NodeList<Expression> Arguments => ref _arguments;

    /// <summary>Whether it is written with <c>?.</c>.</summary>
    public bool Optional { get; } = optional;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Callee : Arguments.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitCallExpression(this);
}

/// <summary><c>new callee(arguments)</c>.</summary>
public sealed class NewExpression(Expression callee, in NodeList<Expression> arguments) : Expression(NodeType.NewExpression)
{
    private readonly NodeList<Expression> _arguments = arguments;

    /// <summary>The constructor.</summary>
    public Expression Callee { get; } = callee;

    /// <summary>The arguments, spread elements among them.</summary>
    public ref readonly NodeList<Expression> Arguments => ref _arguments;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Callee : Arguments.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitNewExpression(this);
}

/// <summary>A whole optional chain: the extent that <c>?.</c> short-circuits.</summary>
public sealed class ChainExpression(Expression expression) : Expression(NodeType.ChainExpression)
{
    /// <summary>The member or call expression that ends the chain.</summary>
    public Expression Expression { get; } = expression;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Expression;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitChainExpression(this);
}
