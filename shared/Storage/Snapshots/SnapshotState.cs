using System.Collections.Immutable;

namespace Gantry.Shared.Storage.Snapshots;

/// <summary>All records of one kind as they were at one version.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class SnapshotState<T>
    where T : class
{
    private static readonly ImmutableDictionary<string, T> None = ImmutableDictionary<string, T>.Empty.WithComparers(StringComparer.Ordinal);

    private readonly SnapshotKeys<T> _keys;
    private readonly ImmutableDictionary<string, T> _byAlternateKey;
    private readonly ImmutableSortedSet<T>? _ordered;
    private readonly ImmutableDictionary<string, ImmutableDictionary<string, T>> _groups;

    internal SnapshotState(SnapshotKeys<T> keys)
        : this(keys, 0, None, None, keys.Order is null ? null : ImmutableSortedSet.Create(keys.Order), ImmutableDictionary<string, ImmutableDictionary<string, T>>.Empty.WithComparers(StringComparer.Ordinal))
    {
    }

    private SnapshotState(
        SnapshotKeys<T> keys, long version, ImmutableDictionary<string, T> records, ImmutableDictionary<string, T> byAlternateKey, ImmutableSortedSet<T>? ordered,
        ImmutableDictionary<string, ImmutableDictionary<string, T>> groups)
    {
        (_keys, Version, Records, _byAlternateKey, _ordered, _groups) = (keys, version, records, byAlternateKey, ordered, groups);
    }

    /// <summary>Counts the changes since the first.</summary>
    public long Version { get; }

    /// <summary>The records by id.</summary>
    public ImmutableDictionary<string, T> Records { get; }

    /// <summary>The records in the snapshot's order: a page of them costs as much as it is long, however many there are.</summary>
    /// <exception cref="InvalidOperationException">The snapshot has no order.</exception>
    public IReadOnlyList<T> Ordered => _ordered ?? throw new InvalidOperationException("This snapshot has no order.");

    /// <summary>A record by id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The record, or null.</returns>
    public T? Find(string id) => Records.GetValueOrDefault(id);

    /// <summary>A record by its alternate key (a token, a unique name).</summary>
    /// <param name="key">The key.</param>
    /// <returns>The record, or null.</returns>
    public T? FindByAlternateKey(string key) => _byAlternateKey.GetValueOrDefault(key);

    /// <summary>The records that have a key, in no order.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The records; empty for most keys.</returns>
    public IReadOnlyDictionary<string, T> FindGroup(string key) => _groups.GetValueOrDefault(key, None);

    internal SnapshotState<T> With(long version, IEnumerable<KeyValuePair<string, T?>> changes)
    {
        var (records, byAlternateKey, ordered, groups) = (Records.ToBuilder(), _byAlternateKey.ToBuilder(), _ordered?.ToBuilder(), _groups.ToBuilder());
        foreach (var (id, record) in changes)
        {
            if (records.TryGetValue(id, out var old))
            {
                if (_keys.Alternate?.Invoke(old) is { } oldKey && byAlternateKey.GetValueOrDefault(oldKey) == old) byAlternateKey.Remove(oldKey);
                ordered?.Remove(old);
                foreach (var group in _keys.Groups?.Invoke(old) ?? [])
                    if ((groups[group] = groups[group].Remove(id)).IsEmpty) groups.Remove(group);
            }

            if (record is null)
            {
                records.Remove(id);
                continue;
            }

            records[id] = record;
            if (_keys.Alternate?.Invoke(record) is { } key) byAlternateKey[key] = record;
            ordered?.Add(record);
            foreach (var group in _keys.Groups?.Invoke(record) ?? []) groups[group] = groups.GetValueOrDefault(group, None).SetItem(id, record);
        }

        return new SnapshotState<T>(_keys, version, records.ToImmutable(), byAlternateKey.ToImmutable(), ordered?.ToImmutable(), groups.ToImmutable());
    }
}
