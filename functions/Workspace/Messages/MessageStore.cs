using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A message with the row that holds it.</summary>
internal sealed record StoredMessage(Message Message, TableEntity Row)
{
    public ETag ETag => Row.ETag;

    public string RowKey => Row.RowKey;
}

/// <summary>
/// Messages in the table <c>messages</c>: a partition a room, <c>m|id</c> a message, newest first; <c>c|…</c> the counter <c>messages</c>
/// (<see cref="PartitionCounters"/>); what lists are read by (<see cref="MessageIndex"/>) and what changed (<see cref="ChangeLog"/>).
/// </summary>
internal sealed class MessageStore : IDisposable
{
    private const string TableName = "messages";

    /// <summary>The counter of a room's messages.</summary>
    public const string Counter = "messages";

    private static readonly string[] KeyOnly = ["RowKey"];

    private readonly TableClient _table;
    private readonly SpillStore _spill;
    private readonly WorkspaceEvents _events;

    public MessageStore(StorageAccount storage, SpillStore spill, WorkspaceEvents events, IOptions<GroupCommitOptions> commit, TimeProvider time)
    {
        _table = storage.Table(TableName);
        (_spill, _events) = (spill, events);
        Writer = new GroupCommitWriter(_table, commit.Value, time);
    }

    /// <summary>The one writer of all rooms.</summary>
    public GroupCommitWriter Writer { get; }

    /// <summary>A message by the room and its row.</summary>
    public async Task<StoredMessage?> ReadAsync(string roomId, string rowKey, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(StorageKey.Encode(roomId), rowKey, cancellationToken: cancellationToken);
        return found.HasValue && await DeserializeAsync(found.Value!, cancellationToken) is { } message ? new StoredMessage(message, found.Value!) : null;
    }

    /// <summary>The messages of a range, newest first.</summary>
    public async IAsyncEnumerable<Message> ListAsync(string roomId, MessageRange range, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = RowRange.Between(StorageKey.Encode(roomId), range.From, range.To);
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, Math.Clamp(pageSize, 1, 1000), cancellationToken: cancellationToken))
            if (await DeserializeAsync(row, cancellationToken) is { } message) yield return message;
    }

    /// <summary>The row keys of a range, newest first: for skipping without fetching.</summary>
    public IAsyncEnumerable<string> ListKeysAsync(string roomId, MessageRange range, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(RowRange.Between(StorageKey.Encode(roomId), range.From, range.To), select: KeyOnly, cancellationToken: cancellationToken)
            .Select(row => row.RowKey);

    /// <summary>The messages of a range that were written after an instant, by the service's clock: late commits too.</summary>
    public async IAsyncEnumerable<Message> ListWrittenSinceAsync(string roomId, MessageRange range, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = $"{RowRange.Between(StorageKey.Encode(roomId), range.From, range.To)} and {TableClient.CreateQueryFilter($"Timestamp gt {since}")}";
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            if (await DeserializeAsync(row, cancellationToken) is { } message) yield return message;
    }

    /// <summary>Rows that are no messages, by the beginning of their keys; at most so many.</summary>
    public IAsyncEnumerable<TableEntity> ListRowsAsync(string roomId, string prefix, int most, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(RowRange.Prefix(StorageKey.Encode(roomId), prefix), Math.Min(most, 1000), cancellationToken: cancellationToken).Take(most);

    /// <summary>Rows that are no messages, from one key (with it) to another (without it), that were written after an instant; at most so many.</summary>
    public IAsyncEnumerable<TableEntity> ListRowsSinceAsync(string roomId, (string From, string To) keys, DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        var filter = $"{RowRange.Between(StorageKey.Encode(roomId), keys.From, keys.To)} and {TableClient.CreateQueryFilter($"Timestamp gt {since}")}";
        return _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).Take(most);
    }

    /// <summary>A row that is no message; null if it is not there.</summary>
    public async Task<TableEntity?> ReadRowAsync(string roomId, string rowKey, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(StorageKey.Encode(roomId), rowKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Deletes a row that is no message, unless somebody has written it anew since it was read.</summary>
    public async Task DeleteRowAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            // Written anew: it stays.
        }
    }

    /// <summary>How many messages a room has.</summary>
    public async Task<long> CountAsync(string roomId, CancellationToken cancellationToken) =>
        (await PartitionCounters.SumAsync(_table, StorageKey.Encode(roomId), cancellationToken)).GetValueOrDefault(Counter);

    /// <summary>Commits a change of a room's messages, and tells who has to know.</summary>
    /// <param name="set">The change, as <see cref="NewSet"/> begins it.</param>
    /// <param name="happenings">What it means.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="RequestFailedException">As <see cref="GroupCommitWriter.CommitAsync"/>.</exception>
    public Task CommitAsync(WriteSet set, IReadOnlyList<WorkspaceEvent> happenings, CancellationToken cancellationToken) =>
        _events.CommitAsync(Writer, TableName, set, happenings, cancellationToken);

    /// <summary>A set of changes to a room that adds to its number of messages.</summary>
    public static WriteSet NewSet(string roomId, int added)
    {
        var set = new WriteSet(StorageKey.Encode(roomId));
        return added == 0 ? set : set.Count(Counter, added);
    }

    /// <summary>The row of a message; a long one is spilled to a blob first.</summary>
    public ValueTask<TableEntity> ToRowAsync(Message message, string rowKey, CancellationToken cancellationToken) =>
        _spill.CreateRowAsync(StorageKey.Encode(message.Rid), rowKey, JsonSerializer.Serialize(message, RestJson.Options), cancellationToken);

    /// <summary>Deletes the blob of a row that was replaced or deleted.</summary>
    public Task DeleteSpilledAsync(TableEntity row, CancellationToken cancellationToken) => _spill.DeleteAsync(row, cancellationToken);

    /// <summary>The message of a row; null if its blob is gone: then it was replaced or deleted after the row was read.</summary>
    public async ValueTask<Message?> DeserializeAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<Message>(await _spill.ReadAsync(row, cancellationToken), RestJson.Options);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    public void Dispose() => Writer.Dispose();
}
