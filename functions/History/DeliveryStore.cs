using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.History;

/// <summary>
/// Outgoing calls in history: a row <c>h|id</c> is made once, then its state changes under its ETag, so however many work on a call, one moves it on.
/// A row <c>p|id</c> holds the answer that is being posted.
/// </summary>
internal sealed class DeliveryStore(HistoryStore history, SpillStore spill)
{
    /// <summary>Makes an entry.</summary>
    /// <param name="entry">What never changes.</param>
    /// <param name="state">How it begins.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <param name="with">Adds further rows of the partition to the transaction.</param>
    /// <returns>The entry; null if it is there already.</returns>
    public async Task<StoredDelivery?> CreateAsync(DeliveryEntry entry, DeliveryState state, CancellationToken cancellationToken, Action<WriteSet>? with = null)
    {
        var set = new WriteSet(HistoryStore.PartitionOf(entry.Integration.Id));
        var row = await spill.CreateRowAsync(set.PartitionKey, HistoryStore.EntryPrefix + entry.Id, JsonSerializer.Serialize(entry, RestJson.Options), cancellationToken);
        DeliveryRow.Write(row, state);
        try
        {
            set.Claim(row).Count(HistoryStore.Entries, 1);
            with?.Invoke(set);
            await history.Writer.CommitAsync(set, cancellationToken);
            return set.FirstETag is { } etag ? new StoredDelivery(entry, state, etag, row.GetString(SpillStore.BlobProperty)) : await ReadAsync(entry.Integration.Id, entry.Id, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            await spill.DeleteAsync(row, cancellationToken);
            return null;
        }
    }

    /// <summary>Reads an entry; null if there is none, or if it is of an incoming hook.</summary>
    public async Task<StoredDelivery?> ReadAsync(string integrationId, string id, CancellationToken cancellationToken)
    {
        var found = await history.Table.GetEntityIfExistsAsync<TableEntity>(HistoryStore.PartitionOf(integrationId), HistoryStore.EntryPrefix + id, cancellationToken: cancellationToken);
        if (!found.HasValue || DeliveryRow.Read(found.Value!) is not { } state) return null;
        try
        {
            var entry = JsonSerializer.Deserialize<DeliveryEntry>(await spill.ReadAsync(found.Value!, cancellationToken), RestJson.Options)!;
            return new StoredDelivery(entry, state, found.Value!.ETag, found.Value!.GetString(SpillStore.BlobProperty));
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Moves an entry on.</summary>
    /// <param name="read">The entry as it was read or last moved on.</param>
    /// <param name="next">The new state.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <param name="posting">The answer that is going to be posted, kept with it; the last state deletes it.</param>
    /// <returns>The entry as it stands now; null if somebody else moved or deleted it.</returns>
    public async Task<StoredDelivery?> TryMoveAsync(StoredDelivery read, DeliveryState next, CancellationToken cancellationToken, JsonElement? posting = null)
    {
        var set = new WriteSet(HistoryStore.PartitionOf(read.Entry.Integration.Id));
        var answer = posting is { } json ? await spill.CreateRowAsync(set.PartitionKey, HistoryStore.PostingPrefix + read.Entry.Id, json.GetRawText(), cancellationToken) : null;
        if (answer is not null) next = next with { Posting = next.Posting! with { Blob = answer.GetString(SpillStore.BlobProperty) } };
        var row = new TableEntity(set.PartitionKey, HistoryStore.EntryPrefix + read.Entry.Id);
        DeliveryRow.Write(row, next);
        set.Merge(row, read.ETag);
        if (answer is not null) set.Put(answer);
        var posted = next.Posting is null && read.State.Posting is { } before ? PostingRow(set.PartitionKey, read.Entry.Id, before) : null;
        if (posted is not null) set.Delete(posted.RowKey, ETag.All);
        try
        {
            await history.Writer.CommitAsync(set, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            if (answer is not null) await spill.DeleteAsync(answer, cancellationToken);
            return null;
        }

        if (posted is not null) await spill.DeleteAsync(posted, cancellationToken);
        return set.FirstETag is { } etag ? read with { State = next, ETag = etag } : await ReadAsync(read.Entry.Integration.Id, read.Entry.Id, cancellationToken);
    }

    /// <summary>Deletes an entry, if it is as it was read.</summary>
    public async Task RemoveAsync(StoredDelivery read, CancellationToken cancellationToken)
    {
        var set = new WriteSet(HistoryStore.PartitionOf(read.Entry.Integration.Id)).Delete(HistoryStore.EntryPrefix + read.Entry.Id, read.ETag).Count(HistoryStore.Entries, -1);
        var posted = read.State.Posting is { } posting ? PostingRow(set.PartitionKey, read.Entry.Id, posting) : null;
        if (posted is not null) set.Delete(posted.RowKey, ETag.All);
        try
        {
            await history.Writer.CommitAsync(set, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            return;
        }

        if (posted is not null) await spill.DeleteAsync(posted, cancellationToken);
        if (read.Blob is { } blob) await spill.DeleteAsync(new TableEntity { [SpillStore.BlobProperty] = blob }, cancellationToken);
    }

    /// <summary>The answer that is being posted.</summary>
    public async Task<JsonElement> ReadPostingAsync(DeliveryEntry entry, CancellationToken cancellationToken)
    {
        var found = await history.Table.GetEntityAsync<TableEntity>(HistoryStore.PartitionOf(entry.Integration.Id), HistoryStore.PostingPrefix + entry.Id, cancellationToken: cancellationToken);
        using var document = JsonDocument.Parse(await spill.ReadAsync(found.Value, cancellationToken));
        return document.RootElement.Clone();
    }

    private static TableEntity PostingRow(string partition, string id, DeliveryPosting posting) => new(partition, HistoryStore.PostingPrefix + id) { [SpillStore.BlobProperty] = posting.Blob };
}
