namespace Acornima.Ast;

/// <summary>A template; there is one quasi more than there are expressions.</summary>
public sealed class TemplateLiteral(in NodeList<TemplateElement> quasis, in NodeList<Expression> expressions) : Expression(NodeType.TemplateLiteral)
{
    private readonly NodeList<TemplateElement> _quasis = quasis;
    private readonly NodeList<Expression> _expressions = expressions;

    /// <summary>The text pieces.</summary>
    public ref readonly NodeList<TemplateElement> Quasis => ref _quasis;

    /// <summary>The substitutions.</summary>
    public ref readonly NodeList<Expression> Expressions => ref _expressions;

    internal override int SlotCount => Quasis.Count + Expressions.Count;

    internal override object? Slot(int index) => (index & 1) == 0 ? Quasis[index >> 1] : Expressions[index >> 1];

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitTemplateLiteral(this);
}

/// <summary>One text piece of a template.</summary>
public sealed class TemplateElement(TemplateValue value, bool tail) : Node(NodeType.TemplateElement)
{
    /// <summary>The text, as written and as meant.</summary>
    public TemplateValue Value { get; } = value;

    /// <summary>Whether it is the last piece.</summary>
    public bool Tail { get; } = tail;

    internal override int SlotCount => 0;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitTemplateElement(this);
}

/// <summary><c>tag`template`</c>.</summary>
public sealed class TaggedTemplateExpression(Expression tag, TemplateLiteral quasi) : Expression(NodeType.TaggedTemplateExpression)
{
    /// <summary>The function.</summary>
    public Expression Tag { get; } = tag;

    /// <summary>The template.</summary>
    public TemplateLiteral Quasi { get; } = quasi;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Tag : Quasi;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitTaggedTemplateExpression(this);
}
