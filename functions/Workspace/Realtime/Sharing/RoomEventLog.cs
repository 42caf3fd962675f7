using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.Caching.Memory;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>
/// Reads and clears what instances tell each other (<see cref="RoomEventRow"/>). Rows are cleared by whoever adds one to the same partition later: at most
/// once in ten minutes a partition, one range read of keys and a transaction for each hundred. What the last writer leaves harms nobody: readers begin
/// behind it, and it goes with the room.
/// </summary>
internal sealed partial class RoomEventLog(StorageAccount storage, TimeProvider time, ILogger<RoomEventLog> logger) : IDisposable
{
    /// <summary>The table that the rows lie in.</summary>
    public const string TableName = "messages";

    private const int MaxPartitions = 100_000;
    private const int MaxRows = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private static readonly string[] KeyOnly = ["RowKey"];

    /// <summary>Commits of a partition become visible in the order of their time stamps but for this.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromSeconds(2);

    private readonly TableClient _table = storage.Table(TableName);
    private readonly MemoryCache _cleared = new(new MemoryCacheOptions { SizeLimit = MaxPartitions });

    /// <summary>The events and new messages of a room whose keys are not older than an instant: one range read.</summary>
    /// <param name="roomId">The room.</param>
    /// <param name="from">The instant.</param>
    /// <param name="written">The latest time stamp that was read before: what storage wrote well before that is left out. Null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<List<TableEntity>> ReadAsync(string roomId, DateTimeOffset from, DateTimeOffset? written, CancellationToken cancellationToken)
    {
        var filter = RowRange.Between(StorageKey.Encode(roomId), RoomEventRow.KeyOf(from), MessageId.RowPrefix + TimeOrderedId.Prefix(from));
        if (written is { } known) filter += " and " + TableClient.CreateQueryFilter($"Timestamp ge {known - Disorder}");
        return _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken).AsTask();
    }

    /// <summary>Adds a row that goes with no other.</summary>
    public Task AddAsync(TableEntity row, CancellationToken cancellationToken) => _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);

    /// <summary>A row was added to a partition: clears what is older than ten minutes there, unless that was done lately. Does not wait.</summary>
    public void ClearLater(string partition)
    {
        if (_cleared.TryGetValue(partition, out _)) return;
        _cleared.Set(partition, true, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Kept, Size = 1 });
        _ = Task.Run(() => ClearAsync(partition, time.GetUtcNow() - Kept));
    }

    /// <summary>Deletes the events of a partition from before an instant.</summary>
    public async Task ClearAsync(string partition, DateTimeOffset before)
    {
        try
        {
            var range = RowRange.Between(partition, RoomEventRow.Prefix, RoomEventRow.KeyOf(before));
            var old = await _table.QueryAsync<TableEntity>(range, select: KeyOnly).ToListAsync();
            foreach (var some in old.Chunk(MaxRows))
                await _table.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row.RowKey), ETag.All)));
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // Another instance clears at the same time, or storage does not answer: the next one does it.
            LogNotCleared(logger, exception.Message);
        }
    }

    public void Dispose() => _cleared.Dispose();

    [LoggerMessage(LogLevel.Information, "Old realtime events stay for another ten minutes: {Reason}")]
    private static partial void LogNotCleared(ILogger logger, string reason);
}
