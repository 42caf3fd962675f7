namespace Acornima.Ast;

/// <summary>A function declaration; without a name only as a default export.</summary>
public sealed class FunctionDeclaration(Identifier? id, in NodeList<Node> parameters, FunctionBody body, bool generator, bool async) : Declaration(NodeType.FunctionDeclaration), IFunction
{
    private readonly NodeList<Node> _params = parameters;

    /// <summary>The name, or null.</summary>
    public Identifier? Id { get; } = id;

    /// <summary>The parameters: patterns.</summary>
    public ref readonly NodeList<Node> Params => ref _params;

    /// <summary>The body.</summary>
    public FunctionBody Body { get; } = body;

    /// <summary>Whether it is a generator.</summary>
    public bool Generator { get; } = generator;

    /// <summary>Whether it is asynchronous.</summary>
    public bool Async { get; } = async;

    StatementOrExpression IFunction.Body => Body;

    bool IFunction.Expression => false;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Id,
        1 => Params.Items,
        _ => Body,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitFunctionDeclaration(this);
}

/// <summary>A function expression, or the function of a method.</summary>
public sealed class FunctionExpression(Identifier? id, in NodeList<Node> parameters, FunctionBody body, bool generator, bool async) : Expression(NodeType.FunctionExpression), IFunction
{
    private readonly NodeList<Node> _params = parameters;

    /// <summary>The name, or null.</summary>
    public Identifier? Id { get; } = id;

    /// <summary>The parameters: patterns.</summary>
    public ref readonly NodeList<Node> Params => ref _params;

    /// <summary>The body.</summary>
    public FunctionBody Body { get; } = body;

    /// <summary>Whether it is a generator.</summary>
    public bool Generator { get; } = generator;

    /// <summary>Whether it is asynchronous.</summary>
    public bool Async { get; } = async;

    StatementOrExpression IFunction.Body => Body;

    bool IFunction.Expression => false;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Id,
        1 => Params.Items,
        _ => Body,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitFunctionExpression(this);
}

/// <summary>An arrow function.</summary>
public sealed class ArrowFunctionExpression(in NodeList<Node> parameters, StatementOrExpression body, bool async) : Expression(NodeType.ArrowFunctionExpression), IFunction
{
    private readonly NodeList<Node> _params = parameters;

    /// <summary>The parameters: patterns.</summary>
    public ref readonly NodeList<Node> Params => ref _params;

    /// <summary>A function body, or the expression after the arrow.</summary>
    public StatementOrExpression Body { get; } = body;

    /// <summary>Whether it is asynchronous.</summary>
    public bool Async { get; } = async;

    /// <summary>Whether the body is an expression.</summary>
    public bool Expression => Body is not FunctionBody;

    Identifier? IFunction.Id => null;

    bool IFunction.Generator => false;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Params.Items : Body;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitArrowFunctionExpression(this);
}
