using System.Runtime.CompilerServices;
using Acornima.Ast;

namespace Acornima;

/// <summary>Walks a syntax tree: every method visits the children of its node in source order and gives the node back.</summary>
public partial class AstVisitor
{
    /// <summary>Visits a node by its type.</summary>
    /// <param name="node">The node.</param>
    /// <returns>What the method of the type gives.</returns>
    public virtual object? Visit(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return node.Accept(this);
    }

    private Node VisitChildren(Node node)
    {
        foreach (var child in node.ChildNodes) Visit(child);
        return node;
    }
}
