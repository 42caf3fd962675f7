using Acornima.Ast;

namespace Acornima;

public partial class AstVisitor
{
    /// <summary>Visits the children of a <see cref="EmptyStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitEmptyStatement(EmptyStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="DebuggerStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitDebuggerStatement(DebuggerStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="NonSpecialExpressionStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitNonSpecialExpressionStatement(NonSpecialExpressionStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="Directive"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitDirective(Directive node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ReturnStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitReturnStatement(ReturnStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ThrowStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitThrowStatement(ThrowStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="BreakStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitBreakStatement(BreakStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ContinueStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitContinueStatement(ContinueStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="LabeledStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitLabeledStatement(LabeledStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="IfStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitIfStatement(IfStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="SwitchStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitSwitchStatement(SwitchStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="SwitchCase"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitSwitchCase(SwitchCase node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="TryStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitTryStatement(TryStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="CatchClause"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitCatchClause(CatchClause node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="WithStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitWithStatement(WithStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="WhileStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitWhileStatement(WhileStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="DoWhileStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitDoWhileStatement(DoWhileStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ForStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitForStatement(ForStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ForInStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitForInStatement(ForInStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="ForOfStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitForOfStatement(ForOfStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="NestedBlockStatement"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitNestedBlockStatement(NestedBlockStatement node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="FunctionBody"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitFunctionBody(FunctionBody node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="StaticBlock"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitStaticBlock(StaticBlock node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="Script"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitScript(Script node) => VisitChildren(node);

    /// <summary>Visits the children of a <see cref="Module"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The node, or what an override gives.</returns>
    protected internal virtual object? VisitModule(Module node) => VisitChildren(node);
}
