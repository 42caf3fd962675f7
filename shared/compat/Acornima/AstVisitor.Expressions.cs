using Acornima.Ast;

namespace Acornima;

public partial class AstVisitor
{
    /// <summary>Visits the children of a <see cref="ArrayExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitArrayExpression(ArrayExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ObjectExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitObjectExpression(ObjectExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="SpreadElement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitSpreadElement(SpreadElement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ThisExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitThisExpression(ThisExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="Super"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitSuper(Super node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="MetaProperty"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitMetaProperty(MetaProperty node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="SequenceExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitSequenceExpression(SequenceExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ConditionalExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitConditionalExpression(ConditionalExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="AwaitExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitAwaitExpression(AwaitExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="YieldExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitYieldExpression(YieldExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ImportExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitImportExpression(ImportExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="MemberExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitMemberExpression(MemberExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="CallExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitCallExpression(CallExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="NewExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitNewExpression(NewExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ChainExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitChainExpression(ChainExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="AssignmentExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitAssignmentExpression(AssignmentExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="LogicalExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitLogicalExpression(LogicalExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="NonLogicalBinaryExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitNonLogicalBinaryExpression(NonLogicalBinaryExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="NonUpdateUnaryExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitNonUpdateUnaryExpression(NonUpdateUnaryExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="UpdateExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitUpdateExpression(UpdateExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="TemplateLiteral"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitTemplateLiteral(TemplateLiteral node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="TemplateElement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitTemplateElement(TemplateElement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="TaggedTemplateExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitTaggedTemplateExpression(TaggedTemplateExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="Identifier"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitIdentifier(Identifier node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="PrivateIdentifier"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitPrivateIdentifier(PrivateIdentifier node) => VisitChildren(node);

    /// <summary>Visits a literal of any kind.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitLiteral(Literal node) => node;
}
