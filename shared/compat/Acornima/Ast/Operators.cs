namespace Acornima.Ast;

/// <summary>An assignment with any operator.</summary>
public sealed class AssignmentExpression(Operator @operator, Node left, Expression right) : Expression(NodeType.AssignmentExpression)
{
    /// <summary>The operator.</summary>
    public Operator Operator { get; } = @operator;

    /// <summary>The target: a pattern, an identifier or a member expression.</summary>
    public Node Left { get; } = left;

    /// <summary>The value.</summary>
    public Expression Right { get; } = right;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Left : Right;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitAssignmentExpression(this);
}

/// <summary>An expression with an infix operator.</summary>
public abstract class BinaryExpression(NodeType type, Operator @operator, Expression left, Expression right) : Expression(type)
{
    /// <summary>The operator.</summary>
    public Operator Operator { get; } = @operator;

    /// <summary>The left operand; a private name on the left of <c>in</c>.</summary>
    public Expression Left { get; } = left;

    /// <summary>The right operand.</summary>
    public Expression Right { get; } = right;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Left : Right;
}

/// <summary><c>&amp;&amp;</c>, <c>||</c> or <c>??</c>.</summary>
public sealed class LogicalExpression(Operator @operator, Expression left, Expression right) : BinaryExpression(NodeType.LogicalExpression, @operator, left, right)
{
    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitLogicalExpression(this);
}

/// <summary>Any infix operator that always evaluates both operands.</summary>
public sealed class NonLogicalBinaryExpression(Operator @operator, Expression left, Expression right) : BinaryExpression(NodeType.BinaryExpression, @operator, left, right)
{
    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitNonLogicalBinaryExpression(this);
}

/// <summary>An expression with a prefix operator, or an update.</summary>
public abstract class UnaryExpression(NodeType type, Operator @operator, Expression argument) : Expression(type)
{
    /// <summary>The operator.</summary>
    public Operator Operator { get; } = @operator;

    /// <summary>The operand.</summary>
    public Expression Argument { get; } = argument;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Argument;
}

/// <summary>A prefix operator other than <c>++</c> and <c>--</c>.</summary>
public sealed class NonUpdateUnaryExpression(Operator @operator, Expression argument) : UnaryExpression(NodeType.UnaryExpression, @operator, argument)
{
    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitNonUpdateUnaryExpression(this);
}

/// <summary><c>++</c> or <c>--</c>, before or after its operand.</summary>
public sealed class UpdateExpression(Operator @operator, Expression argument, bool prefix) : UnaryExpression(NodeType.UpdateExpression, @operator, argument)
{
    /// <summary>Whether the operator stands before the operand.</summary>
    public bool Prefix { get; } = prefix;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitUpdateExpression(this);
}
