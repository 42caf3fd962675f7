namespace Acornima.Ast;

/// <summary><c>while (test) body</c>.</summary>
public sealed class WhileStatement(Expression test, Statement body) : Statement(NodeType.WhileStatement)
{
    /// <summary>The condition.</summary>
    public Expression Test { get; } = test;

    /// <summary>The statement.</summary>
    public Statement Body { get; } = body;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Test : Body;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitWhileStatement(this);
}

/// <summary><c>do body while (test)</c>.</summary>
public sealed class DoWhileStatement(Statement body, Expression test) : Statement(NodeType.DoWhileStatement)
{
    /// <summary>The statement.</summary>
    public Statement Body { get; } = body;

    /// <summary>The condition.</summary>
    public Expression Test { get; } = test;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Body : Test;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitDoWhileStatement(this);
}

/// <summary><c>for (init; test; update) body</c>.</summary>
public sealed class ForStatement(StatementOrExpression? init, Expression? test, Expression? update, Statement body) : Statement(NodeType.ForStatement)
{
    /// <summary>A declaration, an expression or null.</summary>
    public StatementOrExpression? Init { get; } = init;

    /// <summary>The condition, or null.</summary>
    public Expression? Test { get; } = test;

    /// <summary>What is done after each round, or null.</summary>
    public Expression? Update { get; } = update;

    /// <summary>The statement.</summary>
    public Statement Body { get; } = body;

    internal override int SlotCount => 4;

    internal override object? Slot(int index) => index switch
    {
        0 => Init,
        1 => Test,
        2 => Update,
        _ => Body,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitForStatement(this);
}

/// <summary><c>for (left in right) body</c>.</summary>
public sealed class ForInStatement(Node left, Expression right, Statement body) : Statement(NodeType.ForInStatement)
{
    /// <summary>A declaration or an assignment target.</summary>
    public Node Left { get; } = left;

    /// <summary>The object.</summary>
    public Expression Right { get; } = right;

    /// <summary>The statement.</summary>
    public Statement Body { get; } = body;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Left,
        1 => Right,
        _ => Body,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitForInStatement(this);
}

/// <summary><c>for (left of right) body</c>, or <c>for await</c>.</summary>
public sealed class ForOfStatement(Node left, Expression right, Statement body, bool await) : Statement(NodeType.ForOfStatement)
{
    /// <summary>A declaration or an assignment target.</summary>
    public Node Left { get; } = left;

    /// <summary>The iterable.</summary>
    public Expression Right { get; } = right;

    /// <summary>The statement.</summary>
    public Statement Body { get; } = body;

    /// <summary>Whether it is <c>for await</c>.</summary>
    public bool Await { get; } = await;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Left,
        1 => Right,
        _ => Body,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitForOfStatement(this);
}
