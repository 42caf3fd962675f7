using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>Headers in the order given; names are equal whatever their case, and the last value of a name counts.</summary>
internal sealed class OutgoingHeaders : IReadOnlyDictionary<string, string>
{
    public static readonly OutgoingHeaders None = new([]);

    private readonly OrderedDictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public OutgoingHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers) _values[name] = value;
    }

    public int Count => _values.Count;

    public IEnumerable<string> Keys => _values.Keys;

    public IEnumerable<string> Values => _values.Values;

    public string this[string key] => _values[key];

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _values.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
