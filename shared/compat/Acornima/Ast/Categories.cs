namespace Acornima.Ast;

/// <summary>A node that stands where a statement or an expression may.</summary>
/// <param name="type">The ESTree type.</param>
public abstract class StatementOrExpression(NodeType type) : Node(type);

/// <summary>An expression.</summary>
/// <param name="type">The ESTree type.</param>
public abstract class Expression(NodeType type) : StatementOrExpression(type);

/// <summary>A statement.</summary>
/// <param name="type">The ESTree type.</param>
public abstract class Statement(NodeType type) : StatementOrExpression(type)
{
    /// <summary>The label right before the statement, or null.</summary>
    public Identifier? LabelSet { get; internal set; }
}

/// <summary>A declaration.</summary>
/// <param name="type">The ESTree type.</param>
public abstract class Declaration(NodeType type) : Statement(type);
