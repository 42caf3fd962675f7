namespace Acornima.Ast;

/// <summary>A class declaration; without a name only as a default export.</summary>
public sealed class ClassDeclaration(Identifier? id, Expression? superClass, ClassBody body, in NodeList<Decorator> decorators) : Declaration(NodeType.ClassDeclaration), IClass
{
    private readonly NodeList<Decorator> _decorators = decorators;

    /// <summary>The name, or null.</summary>
    public Identifier? Id { get; } = id;

    /// <summary>What it extends, or null.</summary>
    public Expression? SuperClass { get; } = superClass;

    /// <summary>The elements.</summary>
    public ClassBody Body { get; } = body;

    /// <summary>The decorators.</summary>
    public ref readonly NodeList<Decorator> Decorators => ref _decorators;

    internal override int SlotCount => 4;

    internal override object? Slot(int index) => index switch
    {
        0 => Decorators.Items,
        1 => Id,
        2 => SuperClass,
        _ => Body,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitClassDeclaration(this);
}

/// <summary>A class expression.</summary>
public sealed class ClassExpression(Identifier? id, Expression? superClass, ClassBody body, in NodeList<Decorator> decorators) : Expression(NodeType.ClassExpression), IClass
{
    private readonly NodeList<Decorator> _decorators = decorators;

    /// <summary>The name, or null.</summary>
    public Identifier? Id { get; } = id;

    /// <summary>What it extends, or null.</summary>
    public Expression? SuperClass { get; } = superClass;

    /// <summary>The elements.</summary>
    public ClassBody Body { get; } = body;

    /// <summary>The decorators.</summary>
    public ref readonly NodeList<Decorator> Decorators => ref _decorators;

    internal override int SlotCount => 4;

    internal override object? Slot(int index) => index switch
    {
        0 => Decorators.Items,
        1 => Id,
        2 => SuperClass,
        _ => Body,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitClassExpression(this);
}

/// <summary>The braces of a class.</summary>
public sealed class ClassBody(in NodeList<Node> body) : Node(NodeType.ClassBody)
{
    private readonly NodeList<Node> _body = body;

    /// <summary>Methods, fields, accessors and static blocks.</summary>
    public ref readonly NodeList<Node> Body => ref _body;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Body.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitClassBody(this);
}

/// <summary><c>@expression</c> before a class or an element.</summary>
public sealed class Decorator(Expression expression) : Node(NodeType.Decorator)
{
    /// <summary>What is applied.</summary>
    public Expression Expression { get; } = expression;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Expression;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitDecorator(this);
}
