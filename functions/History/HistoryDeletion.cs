using Azure;
using Azure.Data.Tables;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.History;

/// <summary>Deletes entries, as many a transaction as fit, with what they spilled; calls that are still to be made stay. Any number may do so at once, and may stop anywhere.</summary>
internal sealed class HistoryDeletion(HistoryStore history, SpillStore spill)
{
    private const int RowsAtOnce = 90;

    private static readonly string[] Columns = ["PartitionKey", "RowKey", DeliveryRow.StateProperty, SpillStore.BlobProperty];

    /// <summary>Deletes an integration's entries before an instant.</summary>
    /// <returns>How many entries.</returns>
    public async Task<int> DeleteBeforeAsync(string integrationId, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var partition = HistoryStore.PartitionOf(integrationId);
        return await DeleteAsync(partition, RowRange.Between(partition, HistoryStore.EntryPrefix + TimeOrderedId.Prefix(instant), HistoryStore.EntryPrefix + "~"), HistoryStore.Entries, cancellationToken);
    }

    /// <summary>Deletes the rows of a query.</summary>
    /// <param name="partition">The partition, encoded.</param>
    /// <param name="query">A range of it.</param>
    /// <param name="counter">The counter that counts them; null for none.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <returns>How many.</returns>
    public async Task<int> DeleteAsync(string partition, string query, string? counter, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await foreach (var page in history.Table.QueryAsync<TableEntity>(query, RowsAtOnce, Columns, cancellationToken).AsPages())
        {
            var rows = page.Values.Where(row => !DeliveryState.Pending.Contains(row.GetString(DeliveryRow.StateProperty), StringComparer.Ordinal)).ToList();
            if (rows.Count == 0) continue;
            var set = new WriteSet(partition);
            foreach (var row in rows) set.Delete(row.RowKey, ETag.All);
            if (counter is not null) set.Count(counter, -rows.Count);
            try
            {
                await history.Writer.CommitAsync(set, cancellationToken);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // Another instance deletes here too; what it leaves goes next time.
                return deleted;
            }

            await Task.WhenAll(rows.Select(row => spill.DeleteAsync(row, cancellationToken)));
            deleted += rows.Count;
        }

        return deleted;
    }
}
