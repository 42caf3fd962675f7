namespace Acornima.Ast;

/// <summary><c>var</c>, <c>let</c>, <c>const</c>, <c>using</c> or <c>await using</c>.</summary>
public sealed class VariableDeclaration(VariableDeclarationKind kind, in NodeList<VariableDeclarator> declarations) : Declaration(NodeType.VariableDeclaration)
{
    private readonly NodeList<VariableDeclarator> _declarations = declarations;

    /// <summary>Which of them.</summary>
    public VariableDeclarationKind Kind { get; } = kind;

    /// <summary>The variables.</summary>
    public ref readonly NodeList<VariableDeclarator> Declarations => ref _declarations;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Declarations.Items;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitVariableDeclaration(this);
}

/// <summary>One variable of a declaration.</summary>
public sealed class VariableDeclarator(Node id, Expression? init) : Node(NodeType.VariableDeclarator)
{
    /// <summary>An identifier or a pattern.</summary>
    public Node Id { get; } = id;

    /// <summary>The initial value, or null.</summary>
    public Expression? Init { get; } = init;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Id : Init;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitVariableDeclarator(this);
}
