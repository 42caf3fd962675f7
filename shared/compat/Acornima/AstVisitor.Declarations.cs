using Acornima.Ast;

namespace Acornima;

public partial class AstVisitor
{
    /// <summary>Visits the children of a <see cref="VariableDeclaration"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitVariableDeclaration(VariableDeclaration node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="VariableDeclarator"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitVariableDeclarator(VariableDeclarator node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="FunctionDeclaration"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitFunctionDeclaration(FunctionDeclaration node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="FunctionExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitFunctionExpression(FunctionExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ArrowFunctionExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitArrowFunctionExpression(ArrowFunctionExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ClassDeclaration"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitClassDeclaration(ClassDeclaration node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ClassExpression"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitClassExpression(ClassExpression node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ClassBody"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitClassBody(ClassBody node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="Decorator"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitDecorator(Decorator node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="MethodDefinition"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitMethodDefinition(MethodDefinition node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="PropertyDefinition"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitPropertyDefinition(PropertyDefinition node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="AccessorProperty"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitAccessorProperty(AccessorProperty node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ObjectProperty"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitObjectProperty(ObjectProperty node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="AssignmentProperty"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitAssignmentProperty(AssignmentProperty node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ArrayPattern"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitArrayPattern(ArrayPattern node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ObjectPattern"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitObjectPattern(ObjectPattern node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="AssignmentPattern"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitAssignmentPattern(AssignmentPattern node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="RestElement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitRestElement(RestElement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ImportDeclaration"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitImportDeclaration(ImportDeclaration node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ExportAllDeclaration"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitExportAllDeclaration(ExportAllDeclaration node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ExportDefaultDeclaration"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitExportDefaultDeclaration(ExportDefaultDeclaration node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ExportNamedDeclaration"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitExportNamedDeclaration(ExportNamedDeclaration node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ImportAttribute"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitImportAttribute(ImportAttribute node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ImportDefaultSpecifier"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitImportDefaultSpecifier(ImportDefaultSpecifier node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ImportNamespaceSpecifier"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitImportNamespaceSpecifier(ImportNamespaceSpecifier node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ImportSpecifier"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitImportSpecifier(ImportSpecifier node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ExportSpecifier"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitExportSpecifier(ExportSpecifier node) => VisitChildren(node);
}
