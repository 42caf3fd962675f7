namespace Gantry.Shared.Storage.Snapshots;

/// <summary>How the records of a snapshot are found, besides by id. All of it is kept up by each change, which costs the logarithm of their number.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Alternate">A second unique key of a record, or null for one that has none.</param>
/// <param name="Order">The order of <see cref="SnapshotState{T}.Ordered"/>, in which no two records are equal.</param>
/// <param name="Groups">The keys of a record for <see cref="SnapshotState{T}.FindGroup"/>, each once.</param>
public sealed record SnapshotKeys<T>(Func<T, string?>? Alternate = null, IComparer<T>? Order = null, Func<T, IEnumerable<string>>? Groups = null)
    where T : class;
