using System.Collections.Immutable;

namespace Gantry.Shared.Storage.Snapshots;

/// <summary>All records of one kind as they were at one version.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class SnapshotState<T>
    where T : class
{
    private readonly ImmutableDictionary<string, string> _idsByAlternateKey;
    private readonly ImmutableSortedSet<T>? _ordered;

    private SnapshotState(long version, ImmutableDictionary<string, T> records, ImmutableDictionary<string, string> idsByAlternateKey, ImmutableSortedSet<T>? ordered)
    {
        (Version, Records, _idsByAlternateKey, _ordered) = (version, records, idsByAlternateKey, ordered);
    }

    /// <summary>Counts the changes since the first.</summary>
    public long Version { get; }

    /// <summary>The records by id.</summary>
    public ImmutableDictionary<string, T> Records { get; }

    /// <summary>The records in the snapshot's order, kept through every change: a page of them costs as much as it is long, however many there are.</summary>
    /// <exception cref="InvalidOperationException">The snapshot has no order.</exception>
    public IReadOnlyList<T> Ordered => _ordered ?? throw new InvalidOperationException("This snapshot has no order.");

    /// <summary>A record by id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The record, or null.</returns>
    public T? Find(string id) => Records.GetValueOrDefault(id);

    /// <summary>A record by its alternate key (a token, a unique name).</summary>
    /// <param name="key">The key.</param>
    /// <returns>The record, or null.</returns>
    public T? FindByAlternateKey(string key) => _idsByAlternateKey.TryGetValue(key, out var id) ? Find(id) : null;

    internal static SnapshotState<T> Empty(IComparer<T>? order) => new(
        0, ImmutableDictionary<string, T>.Empty.WithComparers(StringComparer.Ordinal), ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal),
        order is null ? null : ImmutableSortedSet<T>.Empty.WithComparer(order));

    internal SnapshotState<T> With(long version, IEnumerable<KeyValuePair<string, T?>> changes, Func<T, string?> alternateKey)
    {
        var records = Records.ToBuilder();
        var keys = _idsByAlternateKey.ToBuilder();
        var ordered = _ordered?.ToBuilder();
        foreach (var (id, record) in changes)
        {
            if (records.TryGetValue(id, out var old))
            {
                ordered?.Remove(old);
                if (alternateKey(old) is { } oldKey && keys.GetValueOrDefault(oldKey) == id) keys.Remove(oldKey);
            }

            if (record is null)
            {
                records.Remove(id);
                continue;
            }

            records[id] = record;
            ordered?.Add(record);
            if (alternateKey(record) is { } key) keys[key] = id;
        }

        return new SnapshotState<T>(version, records.ToImmutable(), keys.ToImmutable(), ordered?.ToImmutable());
    }
}
