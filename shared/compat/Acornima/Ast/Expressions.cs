namespace Acornima.Ast;

/// <summary>An array literal; an elision is a null element.</summary>
public sealed class ArrayExpression(in NodeList<Expression?> elements) : Expression(NodeType.ArrayExpression)
{
    private readonly NodeList<Expression?> _elements = elements;

    /// <summary>The elements; null where one is left out.</summary>
    public ref readonly NodeList<Expression?> Elements => ref _elements;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Elements.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitArrayExpression(this);
}

/// <summary>An object literal.</summary>
public sealed class ObjectExpression(in NodeList<Node> properties) : Expression(NodeType.ObjectExpression)
{
    private readonly NodeList<Node> _properties = properties;

    /// <summary>Properties and spread elements.</summary>
    public ref readonly NodeList<Node> Properties => ref _properties;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Properties.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitObjectExpression(this);
}

/// <summary><c>...argument</c> in a call, an array or an object.</summary>
public sealed class SpreadElement(Expression argument) : Expression(NodeType.SpreadElement)
{
    /// <summary>What is spread.</summary>
    public Expression Argument { get; } = argument;

    /// <summary>Set while parsing: a comma follows, which a rest element must not have.</summary>
    internal bool TrailingComma { get; set; }

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Argument;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitSpreadElement(this);
}

/// <summary><c>this</c>.</summary>
public sealed class ThisExpression() : Expression(NodeType.ThisExpression)
{
    internal override int SlotCount => 0;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitThisExpression(this);
}

/// <summary><c>super</c>, as a callee or as the object of a member expression.</summary>
public sealed class Super() : Expression(NodeType.Super)
{
    internal override int SlotCount => 0;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitSuper(this);
}

/// <summary><c>new.target</c> or <c>import.meta</c>.</summary>
public sealed class MetaProperty(Identifier meta, Identifier property) : Expression(NodeType.MetaProperty)
{
    /// <summary><c>new</c> or <c>import</c>.</summary>
    public Identifier Meta { get; } = meta;

    /// <summary><c>target</c> or <c>meta</c>.</summary>
    public Identifier Property { get; } = property;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Meta : Property;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitMetaProperty(this);
}

/// <summary>Expressions with commas between them.</summary>
public sealed class SequenceExpression(in NodeList<Expression> expressions) : Expression(NodeType.SequenceExpression)
{
    private readonly NodeList<Expression> _expressions = expressions;

    /// <summary>The expressions, at least two.</summary>
    public ref readonly NodeList<Expression> Expressions => ref _expressions;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Expressions.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitSequenceExpression(this);
}

/// <summary><c>test ? consequent : alternate</c>.</summary>
public sealed class ConditionalExpression(Expression test, Expression consequent, Expression alternate) : Expression(NodeType.ConditionalExpression)
{
    /// <summary>The condition.</summary>
    public Expression Test { get; } = test;

    /// <summary>The value when it holds.</summary>
    public Expression Consequent { get; } = consequent;

    /// <summary>The value when it does not.</summary>
    public Expression Alternate { get; } = alternate;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Test,
        1 => Consequent,
        _ => Alternate,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitConditionalExpression(this);
}

/// <summary><c>await argument</c>.</summary>
public sealed class AwaitExpression(Expression argument) : Expression(NodeType.AwaitExpression)
{
    /// <summary>What is awaited.</summary>
    public Expression Argument { get; } = argument;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Argument;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitAwaitExpression(this);
}

/// <summary><c>yield</c> or <c>yield*</c>.</summary>
public sealed class YieldExpression(Expression? argument, bool @delegate) : Expression(NodeType.YieldExpression)
{
    /// <summary>What is yielded, or null.</summary>
    public Expression? Argument { get; } = argument;

    /// <summary>Whether it is <c>yield*</c>.</summary>
    public bool Delegate { get; } = @delegate;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Argument;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitYieldExpression(this);
}

/// <summary><c>import(source, options)</c>.</summary>
public sealed class ImportExpression(Expression source, Expression? options, ImportPhase phase) : Expression(NodeType.ImportExpression)
{
    /// <summary>The module specifier.</summary>
    public Expression Source { get; } = source;

    /// <summary>The second argument, or null.</summary>
    public Expression? Options { get; } = options;

    /// <summary>The phase: <c>import.source</c>, <c>import.defer</c> or none.</summary>
    public ImportPhase Phase { get; } = phase;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Source : Options;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitImportExpression(this);
}
