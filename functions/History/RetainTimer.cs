using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Hosting.Timers;
using Gantry.Functions.Integrations;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.History;

/// <summary>
/// Hourly, per integration: deletes entries older than <see cref="HistoryOptions.RetentionDays"/>, claims older than a day, and folds the counters of
/// processes that ended. Every part may run twice, or at once in two instances.
/// </summary>
internal sealed partial class RetainTimer(
    IntegrationStore integrations, HistoryStore history, SpillStore spill, IOptions<HistoryOptions> options, IOptions<GroupCommitOptions> commit, TimeProvider time,
    ILogger<RetainTimer> logger)
    : ITimerWorker
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (now, deleted) = (time.GetUtcNow(), 0);
        var (from, to) = HistoryStore.Before(now.AddDays(-options.Value.RetentionDays));
        foreach (var id in (await integrations.GetAsync(cancellationToken)).Records.Keys)
        {
            var partition = HistoryStore.PartitionOf(id);
            deleted += await DeleteAsync(RowRange.Between(partition, from, to), partition, HistoryStore.Entries, cancellationToken);
            await DeleteAsync($"{RowRange.Prefix(partition, HistoryStore.ClaimPrefix)} and {TableClient.CreateQueryFilter($"CreatedAt lt {now - HistoryStore.ClaimLifetime}")}", partition, null, cancellationToken);
            await PartitionCounters.FoldAsync(history.Table, partition, now - (2 * commit.Value.IdlePartition), cancellationToken);
        }

        LogDone(logger, deleted);
    }

    private async Task<int> DeleteAsync(string filter, string partition, string? counter, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var pages = history.Table.QueryAsync<TableEntity>(filter, 90, ["PartitionKey", "RowKey", SpillStore.BlobProperty], cancellationToken).AsPages();
        await foreach (var page in pages)
        {
            if (page.Values.Count == 0) continue;
            var set = new WriteSet(partition);
            foreach (var row in page.Values) set.Delete(row.RowKey, ETag.All);
            if (counter is not null) set.Count(counter, -page.Values.Count);
            try
            {
                await history.Writer.CommitAsync(set, cancellationToken);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // Another instance deletes here too; what it leaves goes next time.
                return deleted;
            }

            await Task.WhenAll(page.Values.Select(row => spill.DeleteAsync(row, cancellationToken)));
            deleted += page.Values.Count;
        }

        return deleted;
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Entries} history entries that were too old")]
    private static partial void LogDone(ILogger logger, int entries);
}
