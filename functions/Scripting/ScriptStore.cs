using System.Collections.Concurrent;

namespace Gantry.Functions.Scripting;

/// <summary>What the scripts of one integration version keep under <c>Store</c>, as JSON; it lasts until the integration changes or the process ends (<c>rocket-chat-behaviour.md</c> 3.7).</summary>
internal sealed class ScriptStore(int maxLength)
{
    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);
    private long _length;

    /// <summary>A value's JSON, or null.</summary>
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <summary>Sets a value; false if the store is full.</summary>
    public bool TrySet(string key, string? json)
    {
        var old = _values.TryGetValue(key, out var previous) ? key.Length + previous.Length : 0;
        var added = (json is null ? 0 : key.Length + json.Length) - old;
        if (added > 0 && Interlocked.Read(ref _length) + added > maxLength) return false;
        if (json is null) _values.TryRemove(key, out _);
        else _values[key] = json;
        Interlocked.Add(ref _length, added);
        return true;
    }
}
