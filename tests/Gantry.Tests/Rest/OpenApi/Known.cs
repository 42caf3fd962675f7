using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Gantry.Tests.Rest.OpenApi;

/// <summary>What is known of a value without running the program: a set of possibilities, empty for nothing.</summary>
internal sealed class Known
{
    public static readonly Known Nothing = new([]);

    private Known(IReadOnlyList<object> values) => Values = values;

    public IReadOnlyList<object> Values { get; }

    public IEnumerable<string> Texts => Values.OfType<string>();

    /// <summary>Tells one call from another.</summary>
    public string Key => string.Join('|', Values.Select(value => value switch { Record record => record.Key, Function function => function.Key, _ => value.ToString()! }));

    public static Known Of(object? value) => value is null ? Nothing : new Known([value]);

    public static Known Any(params IEnumerable<Known> parts)
    {
        var values = parts.SelectMany(part => part.Values).Distinct().ToList();
        return values.Count == 0 ? Nothing : new Known(values);
    }

    public Known Select(Func<object, Known> map) => Any(Values.Select(map));
}

/// <summary>What a call says: the parameters of the request, or of an object inside.</summary>
/// <param name="Path">Where that object is; empty for the request itself.</param>
internal sealed record Input(string Path);

/// <summary>A JSON value of the request, not yet read as parameters.</summary>
internal sealed record Element(string Path);

/// <summary>A group of routes.</summary>
internal sealed record RouteGroup(string Prefix);

/// <summary>An object, by what it was made from.</summary>
internal sealed class Record(ITypeSymbol type, IReadOnlyDictionary<string, Known> members)
{
    public ITypeSymbol Type { get; } = type;

    public IReadOnlyDictionary<string, Known> Members { get; } = members;

    public string Key { get; } = type.Name + "{" + string.Join(',', members.Where(member => member.Value.Values.Count > 0).Select(member => member.Key + "=" + member.Value.Key)) + "}";

    public override bool Equals(object? obj) => obj is Record other && other.Key == Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A lambda with what it has captured, or a method.</summary>
internal sealed record Function(IMethodSymbol Symbol, IAnonymousFunctionOperation? Lambda, Frame? Captured)
{
    public string Key => Symbol.ToDisplayString() + "@" + Lambda?.Syntax.SpanStart;
}

/// <summary>The variables of a running method.</summary>
internal sealed class Frame(Known instance, Frame? outer)
{
    private readonly Dictionary<ISymbol, Known> _variables = new(SymbolEqualityComparer.Default);

    public Known Instance { get; } = instance;

    public Known Find(ISymbol symbol) => _variables.TryGetValue(symbol, out var value) ? value : outer?.Find(symbol) ?? Known.Nothing;

    public void Set(ISymbol symbol, Known value) => _variables[symbol] = Known.Any(_variables.GetValueOrDefault(symbol, Known.Nothing), value);
}
