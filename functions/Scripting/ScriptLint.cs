using Acornima;
using Acornima.Ast;
using Jint;

namespace Gantry.Functions.Scripting;

/// <summary>Something that would break a script.</summary>
/// <param name="Rule">strict-mode, missing-class, missing-method or undeclared-name.</param>
/// <param name="Message">What, and what to do.</param>
/// <param name="Line">The line, from 1; null where there is none.</param>
/// <param name="Column">The column, from 1.</param>
internal sealed record ScriptProblem(string Rule, string Message, int? Line = null, int? Column = null);

/// <summary>Says what would break a script in strict mode, as newer servers run it, or for want of a name or a method; nothing is run.</summary>
internal static class ScriptLint
{
    private static readonly string[] Methods = ["process_incoming_request", "prepare_outgoing_request", "process_outgoing_response"];

    // What the language itself has; what the sandbox adds is listed beside it.
    private static readonly Lazy<HashSet<string>> Known = new(() =>
    {
        using var engine = new Engine();
        return [.. engine.Global.GetOwnProperties().Select(property => property.Key.ToString()), .. SandboxGlobals.OnDemand, "global", "console", "Store", "atob", "btoa", "arguments"];
    });

    /// <summary>Checks a script.</summary>
    /// <returns>Why it does not compile at all, or what else is wrong.</returns>
    public static (ScriptError? Error, IReadOnlyList<ScriptProblem> Problems) Check(string source)
    {
        var script = ScriptSource.Compile(source);
        return script.Error is { } error ? (error, []) : (null, [.. Strict(source), .. Class(script), .. Undeclared(script)]);
    }

    private static IEnumerable<ScriptProblem> Strict(string source)
    {
        if (ScriptSource.Compile(source, strict: true).Error is { } error) yield return new ScriptProblem("strict-mode", $"Newer servers run scripts in strict mode, where this does not compile: {error.Message}", error.Line, error.Column);
    }

    private static IEnumerable<ScriptProblem> Class(ScriptSource script)
    {
        var declared = script.Program.Program!.Body.OfType<ClassDeclaration>().FirstOrDefault(declaration => declaration.Id?.Name == "Script");
        if (declared is null)
        {
            yield return new ScriptProblem("missing-class", "The script must define a class named Script.");
            yield break;
        }

        if (!declared.Body.Body.OfType<MethodDefinition>().Any(method => method.Key is Identifier name && Methods.Contains(name.Name, StringComparer.Ordinal)))
            yield return new ScriptProblem("missing-method", $"The class Script has none of {string.Join(", ", Methods)}: the script would do nothing.", declared.Location.Start.Line, declared.Location.Start.Column + 1);
    }

    private static IEnumerable<ScriptProblem> Undeclared(ScriptSource script)
    {
        foreach (var name in script.Program.ReferencedGlobals!)
        {
            if (Known.Value.Contains(name)) continue;
            var at = new FirstUse(name).Find(script.Program.Program!);
            yield return new ScriptProblem("undeclared-name", $"{name} is not declared: reading it fails, and assigning it makes a global, which strict mode refuses.", at?.Line, at?.Column + 1);
        }
    }

    /// <summary>Finds where a free name is used first; names of properties do not count.</summary>
    private sealed class FirstUse(string name) : AstVisitor
    {
        private Position? _found;

        public Position? Find(Node program)
        {
            Visit(program);
            return _found;
        }

        protected override object? VisitIdentifier(Identifier node)
        {
            if (_found is null && node.Name == name) _found = node.Location.Start;
            return node;
        }

        protected override object? VisitMemberExpression(MemberExpression node)
        {
            Visit(node.Object);
            if (node.Computed) Visit(node.Property);
            return node;
        }

        protected override object? VisitMethodDefinition(MethodDefinition node)
        {
            if (node.Computed) Visit(node.Key);
            Visit(node.Value);
            return node;
        }
    }
}
