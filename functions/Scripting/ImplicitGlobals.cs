using Acornima.Ast;
using Jint;

namespace Gantry.Functions.Scripting;

/// <summary>
/// Finds the names that a script assigns without declaring them. The body of a class is strict code, which refuses that; older servers ran classes
/// rewritten as functions, which did not, and scripts rely on it. So these names are declared before the script runs.
/// </summary>
internal static class ImplicitGlobals
{
    public static IReadOnlyList<string> Find(Prepared<Script> script)
    {
        var targets = new Targets();
        targets.Visit(script.Program!);
        return [.. targets.Names.Where(script.ReferencedGlobals!.Contains)];
    }

    private sealed class Targets : Acornima.AstVisitor
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        protected override object? VisitAssignmentExpression(AssignmentExpression node)
        {
            if (node.Left is Identifier name) Names.Add(name.Name);
            return base.VisitAssignmentExpression(node);
        }

        protected override object? VisitForInStatement(ForInStatement node)
        {
            if (node.Left is Identifier name) Names.Add(name.Name);
            return base.VisitForInStatement(node);
        }

        protected override object? VisitForOfStatement(ForOfStatement node)
        {
            if (node.Left is Identifier name) Names.Add(name.Name);
            return base.VisitForOfStatement(node);
        }
    }
}
