using System.Collections.Concurrent;
using Azure.Data.Tables;
using Gantry.Shared.Errors;

namespace Gantry.Shared.Storage.GroupCommit;

/// <summary>
/// Writes to one table so that, while one transaction of a partition is in flight, later writes to that partition gather and go as the next one
/// (design 4). A lone write goes at once. <see cref="CommitAsync"/> returns when the set's own rows are committed.
/// </summary>
public sealed class GroupCommitWriter : IDisposable
{
    private readonly ConcurrentDictionary<string, PartitionWriter> _partitions = new(StringComparer.Ordinal);
    private readonly TableClient _table;
    private readonly GroupCommitOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private int _pending;

    /// <summary>Makes a writer.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    public GroupCommitWriter(TableClient table, GroupCommitOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_table, _options, _time) = (table, options, time);
        _sweep = time.CreateTimer(_ => DropIdlePartitions(), null, options.IdlePartition, options.IdlePartition);
    }

    /// <summary>Transactions that were sent: what the benchmarks and tests count.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    private long _transactions;

    /// <summary>Commits a set.</summary>
    /// <param name="set">The rows; not to be changed afterwards.</param>
    /// <param name="cancellationToken">Takes the set back while it waits; once its transaction is in flight its end is awaited.</param>
    /// <exception cref="ApiException">503: too many sets wait.</exception>
    /// <exception cref="Azure.RequestFailedException">The service refused this set: 409, 412, 404, or could not be reached.</exception>
    public async Task CommitAsync(WriteSet set, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Interlocked.Increment(ref _pending) > _options.MaxPendingSets)
        {
            Interlocked.Decrement(ref _pending);
            throw ApiException.Unavailable();
        }

        try
        {
            set.Seal();
            var pending = new PendingSet(set);
            while (!_partitions.GetOrAdd(set.PartitionKey, NewPartition).TryEnqueue(pending))
            {
                // The partition's state was dropped between look-up and use: the next turn makes a new one.
            }

            await using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingSet)state!).TakeBack(token), pending);
            await pending.Completion;
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    /// <summary>Stops the sweep of idle partitions; sets in flight go on.</summary>
    public void Dispose() => _sweep.Dispose();

    private PartitionWriter NewPartition(string partitionKey) =>
        new(_table, partitionKey, _options, _time, () => Interlocked.Increment(ref _transactions));

    private void DropIdlePartitions()
    {
        foreach (var (key, partition) in _partitions)
            if (partition.TryRetire(_options.IdlePartition)) _partitions.TryRemove(KeyValuePair.Create(key, partition));
    }
}
