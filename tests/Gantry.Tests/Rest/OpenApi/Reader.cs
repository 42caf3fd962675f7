using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Gantry.Tests.Rest.OpenApi;

/// <summary>
/// Follows the program from where it maps its routes into their handlers, as far as constants, parameters and lambdas go, and notes which parameters each
/// reads and which refusals it makes. It takes every branch, so it may name a refusal too many, but misses none that has a constant code.
/// </summary>
internal sealed partial class Reader(SourceCode source)
{
    private const int MaxDepth = 60;

    private readonly Dictionary<string, (Known Result, Findings Findings)> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private readonly Stack<List<Known>> _returns = new();
    private readonly Dictionary<IOperation, bool> _leaves = [];
    private int _depth;
    private int _uncertain;
    private Findings _findings = new();

    public List<MappedRoute> Routes { get; } = [];

    /// <summary>Runs a method without arguments that are known.</summary>
    public void Run(IMethodSymbol method) => Call(method, Known.Nothing, []);

    private Known Call(IMethodSymbol method, Known instance, IReadOnlyList<(IParameterSymbol Parameter, Known Value)> arguments)
    {
        var key = method.ToDisplayString() + "/" + instance.Key + "/" + string.Join(';', arguments.Select(argument => argument.Value.Key));
        if (_calls.TryGetValue(key, out var known))
        {
            _findings.Add(known.Findings, _uncertain == 0);
            return known.Result;
        }

        if (_depth > MaxDepth || !_running.Add(key)) return Known.Nothing;
        var frame = new Frame(instance, null);
        foreach (var (parameter, value) in arguments) frame.Set(parameter.OriginalDefinition, value);
        var found = Inside(() => RunBody(method, frame));
        _running.Remove(key);
        _calls[key] = found;
        return found.Result;
    }

    private (Known Result, Findings Findings) Inside(Func<Known> run)
    {
        var (outer, uncertain) = (_findings, _uncertain);
        (_findings, _uncertain) = (new Findings(), 0);
        _depth++;
        var result = run();
        _depth--;
        var found = _findings;
        (_findings, _uncertain) = (outer, uncertain);
        _findings.Add(found, _uncertain == 0);
        return (result, found);
    }

    private Known RunBody(IMethodSymbol method, Frame frame)
    {
        var results = new List<Known>();
        foreach (var declaration in method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()))
        {
            SyntaxNode? body = declaration switch
            {
                BaseMethodDeclarationSyntax member => (SyntaxNode?)member.Body ?? member.ExpressionBody,
                LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
                AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
                ArrowExpressionClauseSyntax arrow => arrow,
                _ => null,
            };
            if (body is not null && source.Operation(body) is { } operation) results.Add(Returned(operation, frame));
        }

        return Known.Any(results);
    }

    private Known Returned(IOperation body, Frame frame)
    {
        _returns.Push([]);
        var result = Visit(body, frame);
        return Known.Any([result, .. _returns.Pop()]);
    }

    // What follows a way out is not certain to run.
    private Known RunBlock(IBlockOperation block, Frame frame)
    {
        var before = _uncertain;
        foreach (var statement in block.Operations)
        {
            Visit(statement, frame);
            if (statement is not IReturnOperation && Leaves(statement)) _uncertain++;
        }

        _uncertain = before;
        return Known.Nothing;
    }

    private bool Leaves(IOperation statement)
    {
        if (_leaves.TryGetValue(statement, out var known)) return known;
        return _leaves[statement] = statement is not (IAnonymousFunctionOperation or ILocalFunctionOperation)
            && statement.ChildOperations.Any(child => child is IReturnOperation || Leaves(child));
    }

    private Known Perhaps(Func<Known> run)
    {
        _uncertain++;
        var result = run();
        _uncertain--;
        return result;
    }

    private Known Invoke(Function function, IReadOnlyList<Known> arguments)
    {
        if (function.Lambda is null) return Call(function.Symbol, Known.Nothing, [.. function.Symbol.Parameters.Zip(arguments)]);
        if (_depth > MaxDepth || !_running.Add(function.Key)) return Known.Nothing;
        var frame = new Frame(function.Captured!.Instance, function.Captured);
        foreach (var (parameter, value) in function.Symbol.Parameters.Zip(arguments)) frame.Set(parameter, value);
        var found = Inside(() => Returned(function.Lambda.Body, frame));
        _running.Remove(function.Key);
        return found.Result;
    }
}
