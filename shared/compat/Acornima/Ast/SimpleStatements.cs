namespace Acornima.Ast;

/// <summary>A lone semicolon.</summary>
public sealed class EmptyStatement() : Statement(NodeType.EmptyStatement)
{
    internal override int SlotCount => 0;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitEmptyStatement(this);
}

/// <summary><c>debugger;</c>.</summary>
public sealed class DebuggerStatement() : Statement(NodeType.DebuggerStatement)
{
    internal override int SlotCount => 0;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitDebuggerStatement(this);
}

/// <summary>An expression as a statement, or a directive.</summary>
public abstract class ExpressionStatement(Expression expression) : Statement(NodeType.ExpressionStatement)
{
    /// <summary>The expression.</summary>
    public Expression Expression { get; } = expression;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Expression;
}

/// <summary>An expression statement that is not a directive.</summary>
public sealed class NonSpecialExpressionStatement(Expression expression) : ExpressionStatement(expression)
{
    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitNonSpecialExpressionStatement(this);
}

/// <summary>A string in the prologue of a program or a function, such as <c>"use strict"</c>.</summary>
public sealed class Directive(StringLiteral expression, string value) : ExpressionStatement(expression)
{
    /// <summary>The text between the quotes, as written.</summary>
    public string Value { get; } = value;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitDirective(this);
}

/// <summary><c>return argument;</c>.</summary>
public sealed class ReturnStatement(Expression? argument) : Statement(NodeType.ReturnStatement)
{
    /// <summary>The value, or null.</summary>
    public Expression? Argument { get; } = argument;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Argument;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitReturnStatement(this);
}

/// <summary><c>throw argument;</c>.</summary>
public sealed class ThrowStatement(Expression argument) : Statement(NodeType.ThrowStatement)
{
    /// <summary>What is thrown.</summary>
    public Expression Argument { get; } = argument;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Argument;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitThrowStatement(this);
}

/// <summary><c>break label;</c>.</summary>
public sealed class BreakStatement(Identifier? label) : Statement(NodeType.BreakStatement)
{
    /// <summary>The label, or null.</summary>
    public Identifier? Label { get; } = label;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Label;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitBreakStatement(this);
}

/// <summary><c>continue label;</c>.</summary>
public sealed class ContinueStatement(Identifier? label) : Statement(NodeType.ContinueStatement)
{
    /// <summary>The label, or null.</summary>
    public Identifier? Label { get; } = label;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Label;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitContinueStatement(this);
}

/// <summary><c>label: body</c>.</summary>
public sealed class LabeledStatement(Identifier label, Statement body) : Statement(NodeType.LabeledStatement)
{
    /// <summary>The label.</summary>
    public Identifier Label { get; } = label;

    /// <summary>The statement.</summary>
    public Statement Body { get; } = body;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Label : Body;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitLabeledStatement(this);
}
