using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Scripting;

/// <summary>The pools of all integrations whose scripts ran lately.</summary>
internal sealed class ScriptPools(IOptions<ScriptOptions> options, ScriptHttp http, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, ScriptPool> _pools = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The pool of an integration's version; an older version's engines go.</summary>
    public ScriptPool Get(string owner, string version, string source)
    {
        if (!_pools.TryGetValue(owner, out var pool) || pool.Version != version) pool = Replace(owner, version, source);
        pool.LastUsed = time.GetTimestamp();
        return pool;
    }

    /// <summary>A pool for one run, of a script that belongs to nobody yet.</summary>
    public ScriptPool Passing(string source) => new("", source, options.Value, http);

    public void Dispose()
    {
        foreach (var pool in _pools.Values) pool.Dispose();
    }

    private ScriptPool Replace(string owner, string version, string source)
    {
        lock (_lock)
        {
            if (_pools.TryGetValue(owner, out var pool) && pool.Version == version) return pool;
            pool?.Dispose();
            if (pool is null && _pools.Count >= options.Value.MaxPools && _pools.TryRemove(_pools.MinBy(entry => entry.Value.LastUsed).Key, out var oldest)) oldest.Dispose();
            return _pools[owner] = new ScriptPool(version, source, options.Value, http);
        }
    }
}
