namespace Gantry.Shared.Storage.Snapshots;

/// <summary>What a decision on a snapshot changes: records written whole, records removed.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Put">Records by id; null removes one that exists. At most 99.</param>
public sealed record SnapshotChange<T>(IReadOnlyDictionary<string, T?> Put)
    where T : class
{
    /// <summary>Changes nothing.</summary>
    public static SnapshotChange<T> None { get; } = new(new Dictionary<string, T?>(StringComparer.Ordinal));

    /// <summary>Writes one record.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="record">The record.</param>
    /// <returns>The change.</returns>
    public static SnapshotChange<T> Write(string id, T record) => new(new Dictionary<string, T?>(StringComparer.Ordinal) { [id] = record });

    /// <summary>Removes one record.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The change.</returns>
    public static SnapshotChange<T> Remove(string id) => new(new Dictionary<string, T?>(StringComparer.Ordinal) { [id] = null });
}
