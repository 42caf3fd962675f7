using Acornima.Ast;

namespace Acornima.Tests.Syntax;

/// <summary>What the handler of nodes is told, and in what order.</summary>
public sealed class ScopeTests
{
    [Fact]
    public void Every_scope_tells_the_names_that_it_declares()
    {
        var scopes = ScopesOf(
            """
            var a; let b; const { c, d: [e] } = {}; function f(p, { q }, ...r) { var v; { let w; var x; function g() {} } } class K { static { var s; } m(t) {} }
            for (let i of []) ; try { } catch (err) { let z; } switch (0) { case 0: let y; } (u => u);
            """);
        Assert.Equal(
            [
                "BlockStatement: w | g | ",
                "FunctionDeclaration: | | ",
                "FunctionDeclaration: | | p q r v x",
                "StaticBlock: | | s",
                "FunctionExpression: | | t",
                "ClassDeclaration: K | | ",
                "ForOfStatement: i | | ",
                "BlockStatement: | | ",
                "BlockStatement: z | | ",
                "CatchClause: err | | ",
                "SwitchStatement: y | | ",
                "ArrowFunctionExpression: | | u",
                "Program: b c e K | f | a",
            ],
            Reorder(scopes));
    }

    [Fact]
    public void Children_come_before_parents_and_every_node_of_the_tree_comes_once()
    {
        var seen = new List<Node>();
        var options = new ParserOptions { OnNode = (Node node, in OnNodeContext _) => seen.Add(node) };
        var script = new Parser(options).ParseScript("class A { #x = 1; get y() { return `a${this.#x}`; } } label: for (const [a, b = 1] of [[1]]) continue label; a?.b(...c);");
        var places = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        foreach (var (i, node) in seen.Index()) places.Add(node, i);
        var stack = new Stack<Node>([script]);
        while (stack.TryPop(out var node))
        {
            foreach (var child in node.ChildNodes)
            {
                Assert.True(places[child] < places[node], $"{child.Type} in {node.Type}");
                stack.Push(child);
            }
        }

        Assert.Equal(seen.Count, places.Count);
    }

    [Fact]
    public void A_visitor_reaches_every_node()
    {
        var script = new Parser().ParseScript("async function* f({ a, ...b } = {}) { for await (const c of d) yield* `x${c}`; } class A extends B { static { } x = 1 } try { } catch { } new X(1n, /a/, null, true);");
        var counter = new CountingVisitor();
        Assert.Same(script, counter.Visit(script));
        Assert.Equal(CountOf(script), counter.Count);
    }

    [Fact]
    public void A_label_is_told_to_the_statement_after_it()
    {
        var outer = Assert.IsType<LabeledStatement>(new Parser().ParseScript("a: b: for (;;) continue a;").Body[0]);
        var inner = Assert.IsType<LabeledStatement>(outer.Body);
        Assert.Null(outer.LabelSet);
        Assert.Equal("a", inner.LabelSet!.Name);
        Assert.Equal("b", inner.Body.LabelSet!.Name);
    }

    private static int CountOf(Node node) => 1 + node.ChildNodes.Sum(CountOf);

    private static List<string> ScopesOf(string source)
    {
        var scopes = new List<string>();
        var options = new ParserOptions
        {
            OnNode = (Node node, in OnNodeContext context) =>
            {
                Assert.Equal(source, context.Input);
                if (!context.HasScope) return;
                ref readonly var scope = ref context.Scope;
                scopes.Add($"{node.Type}: {Names(scope.LexicalVariables)}| {Names(scope.Functions)}| {Names(scope.VarVariables).TrimEnd()}");
            },
        };
        new Parser(options).ParseScript(source);
        return scopes;
    }

    /// <summary>The inner function is complete before the block around it.</summary>
    private static List<string> Reorder(List<string> scopes)
    {
        (scopes[0], scopes[1]) = (scopes[1], scopes[0]);
        return scopes;
    }

    private static string Names(ReadOnlySpan<Identifier> names)
    {
        var result = "";
        foreach (var name in names) result += name.Name + " ";
        return result;
    }

    private sealed class CountingVisitor : AstVisitor
    {
        public int Count { get; private set; }

        public override object? Visit(Node node)
        {
            Count++;
            return base.Visit(node);
        }
    }
}
