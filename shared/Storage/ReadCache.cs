using Microsoft.Extensions.Caching.Memory;

namespace Gantry.Shared.Storage;

/// <summary>
/// Keeps point reads for a short time, absent rows too, so that a hot path does not repeat them. One key is read once, however many wait for it.
/// A change by another instance is seen when the time is over; a change by this one, at once (<see cref="Forget"/>).
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
public sealed class ReadCache<T> : IDisposable
    where T : class
{
    private readonly MemoryCache _cache;
    private readonly TimeSpan _lifetime;

    /// <summary>Makes a cache.</summary>
    /// <param name="lifetime">How long a read is good; zero keeps nothing.</param>
    /// <param name="maxEntries">Reads that are kept at most.</param>
    public ReadCache(TimeSpan lifetime, int maxEntries)
    {
        _lifetime = lifetime;
        _cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = maxEntries });
    }

    /// <summary>The kept value, or what the read gives.</summary>
    /// <param name="key">The key.</param>
    /// <param name="read">Reads; not cancelled with one caller, because others may wait for it.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The value, or null if there is none.</returns>
    public async ValueTask<T?> GetAsync(string key, Func<string, Task<T?>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (_lifetime <= TimeSpan.Zero) return await read(key);
        if (!_cache.TryGetValue(key, out Lazy<Task<T?>>? pending))
        {
            pending = new Lazy<Task<T?>>(() => read(key));
            lock (_cache)
            {
                if (_cache.TryGetValue(key, out Lazy<Task<T?>>? other)) pending = other;
                else _cache.Set(key, pending, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = _lifetime, Size = 1 });
            }
        }

        try
        {
            return await pending!.Value.WaitAsync(cancellationToken);
        }
        catch
        {
            if (pending!.Value.IsFaulted || pending.Value.IsCanceled) _cache.Remove(key);
            throw;
        }
    }

    /// <summary>Drops a key.</summary>
    /// <param name="key">The key.</param>
    public void Forget(string key) => _cache.Remove(key);

    /// <summary>Frees the entries.</summary>
    public void Dispose() => _cache.Dispose();
}
