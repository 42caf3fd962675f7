using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Rest;

/// <summary>Which part of a list a call asks for: <c>offset</c>, <c>count</c>, <c>sort</c>.</summary>
/// <param name="Offset">Items to skip.</param>
/// <param name="Count">Items at most.</param>
/// <param name="Sort">Fields and whether each ascends, in order; empty for the list's own order.</param>
internal sealed record Paging(int Offset, int Count, IReadOnlyList<(string Field, bool Ascending)> Sort)
{
    /// <summary>Reads the parameters.</summary>
    /// <exception cref="ApiException">400: a number or the sort is malformed.</exception>
    public static Paging From(Parameters parameters, IOptions<RestOptions> options, int? defaultCount = null)
    {
        var limits = options.Value;
        var offset = parameters.Int("offset") ?? 0;
        if (offset < 0) throw ApiException.WrongType("offset", "a number that is not negative");
        var count = parameters.Int("count") ?? defaultCount ?? limits.DefaultCount;
        if (count < 0) throw ApiException.WrongType("count", "a number that is not negative");
        return new Paging(offset, count == 0 ? limits.UpperCountLimit : Math.Min(count, limits.UpperCountLimit), ParseSort(parameters.String("sort")));
    }

    /// <summary>The page of a list that is whole in memory.</summary>
    /// <param name="items">The list, in its own order.</param>
    /// <param name="field">The value of a field to sort by; null for a field that items do not have.</param>
    public IReadOnlyList<T> Page<T>(IReadOnlyList<T> items, Func<T, string, IComparable?> field)
    {
        if (Sort.Count == 0) return [.. items.Skip(Offset).Take(Count)];
        IOrderedEnumerable<T>? sorted = null;
        foreach (var (name, ascending) in Sort)
        {
            sorted = (sorted, ascending) switch
            {
                (null, true) => items.OrderBy(item => field(item, name), Comparer.Instance),
                (null, false) => items.OrderByDescending(item => field(item, name), Comparer.Instance),
                (_, true) => sorted.ThenBy(item => field(item, name), Comparer.Instance),
                (_, false) => sorted.ThenByDescending(item => field(item, name), Comparer.Instance),
            };
        }

        return [.. sorted!.Skip(Offset).Take(Count)];
    }

    private static List<(string Field, bool Ascending)> ParseSort(string? sort)
    {
        if (string.IsNullOrWhiteSpace(sort)) return [];
        var parsed = JsonInput.Parse(sort, 4, out var error);
        List<(string, bool)> fields = [];
        if (error is null && parsed.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in parsed.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt32(out var direction) || direction is not (1 or -1)) break;
                fields.Add((property.Name, direction == 1));
            }

            if (fields.Count == parsed.EnumerateObject().Count()) return fields;
        }

        throw new ApiException(400, "error-invalid-sort", $"Invalid sort parameter provided: \"{sort}\" [error-invalid-sort]");
    }

    /// <summary>Texts ordinally without case, then all else by its own order; what is missing comes first.</summary>
    private sealed class Comparer : IComparer<IComparable?>
    {
        public static readonly Comparer Instance = new();

        public int Compare(IComparable? x, IComparable? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            _ => x.CompareTo(y),
        };
    }
}
