namespace Acornima.Ast;

/// <summary><c>if</c>, with or without <c>else</c>.</summary>
public sealed class IfStatement(Expression test, Statement consequent, Statement? alternate) : Statement(NodeType.IfStatement)
{
    /// <summary>The condition.</summary>
    public Expression Test { get; } = test;

    /// <summary>Done when it holds.</summary>
    public Statement Consequent { get; } = consequent;

    /// <summary>Done when it does not, or null.</summary>
    public Statement? Alternate { get; } = alternate;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Test,
        1 => Consequent,
        _ => Alternate,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitIfStatement(this);
}

/// <summary><c>switch</c>.</summary>
public sealed class SwitchStatement(Expression discriminant, in NodeList<SwitchCase> cases) : Statement(NodeType.SwitchStatement)
{
    private readonly NodeList<SwitchCase> _cases = cases;

    /// <summary>The value that the cases are compared with.</summary>
    public Expression Discriminant { get; } = discriminant;

    /// <summary>The cases.</summary>
    public ref readonly NodeList<SwitchCase> Cases => ref _cases;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Discriminant : Cases.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitSwitchStatement(this);
}

/// <summary>One case of a switch.</summary>
public sealed class SwitchCase(Expression? test, in NodeList<Statement> consequent) : Node(NodeType.SwitchCase)
{
    private readonly NodeList<Statement> _consequent = consequent;

    /// <summary>The value, or null for <c>default</c>.</summary>
    public Expression? Test { get; } = test;

    /// <summary>The statements.</summary>
    public ref readonly NodeList<Statement> Consequent => ref _consequent;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Test : Consequent.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitSwitchCase(this);
}

/// <summary><c>try</c> with <c>catch</c>, <c>finally</c> or both.</summary>
public sealed class TryStatement(NestedBlockStatement block, CatchClause? handler, NestedBlockStatement? finalizer) : Statement(NodeType.TryStatement)
{
    /// <summary>The guarded block.</summary>
    public NestedBlockStatement Block { get; } = block;

    /// <summary>The catch clause, or null.</summary>
    public CatchClause? Handler { get; } = handler;

    /// <summary>The finally block, or null.</summary>
    public NestedBlockStatement? Finalizer { get; } = finalizer;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Block,
        1 => Handler,
        _ => Finalizer,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitTryStatement(this);
}

/// <summary>A catch clause.</summary>
public sealed class CatchClause(Node? param, NestedBlockStatement body) : Node(NodeType.CatchClause)
{
    /// <summary>The binding, or null.</summary>
    public Node? Param { get; } = param;

    /// <summary>The block.</summary>
    public NestedBlockStatement Body { get; } = body;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Param : Body;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitCatchClause(this);
}

/// <summary><c>with (object) body</c>; sloppy code only.</summary>
public sealed class WithStatement(Expression @object, Statement body) : Statement(NodeType.WithStatement)
{
    /// <summary>The object that is put before the scope.</summary>
    public Expression Object { get; } = @object;

    /// <summary>The statement.</summary>
    public Statement Body { get; } = body;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Object : Body;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitWithStatement(this);
}
