using Azure.Data.Tables;
using Gantry.Functions.Hosting.Queues;

namespace Gantry.Functions.Purge;

/// <summary>Deletes the rows of a removed record, a hundred a transaction, with the blobs that they spilled to.</summary>
internal sealed partial class PurgeWorker(StorageAccount storage, SpillStore spill, PurgeQueue queue, IEnumerable<IPurgeSubject> subjects, TimeProvider time, ILogger<PurgeWorker> logger)
    : IQueueWorker
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    public async Task RunAsync(QueueJob job, CancellationToken cancellationToken)
    {
        var purge = PurgeJob.Parse(job.Text);
        var subject = subjects.Single(candidate => candidate.Kind == purge.Kind);
        if (await subject.ExistsAsync(purge.Id, cancellationToken)) return;

        var started = time.GetTimestamp();
        var deleted = 0;
        foreach (var (tableName, partition) in subject.Partitions(purge.Id))
        {
            var table = storage.Table(tableName);
            while (await DeleteSomeAsync(table, partition, cancellationToken) is > 0 and var count)
            {
                deleted += count;
                if (time.GetElapsedTime(started) < LongestRun) continue;
                await queue.ContinueAsync(purge, cancellationToken);
                LogPurged(logger, deleted, purge.Kind, purge.Id);
                return;
            }
        }

        LogPurged(logger, deleted, purge.Kind, purge.Id);
    }

    private async Task<int> DeleteSomeAsync(TableClient table, string partition, CancellationToken cancellationToken)
    {
        var pages = table.QueryAsync<TableEntity>(RowRange.All(partition), maxPerPage: 100, ["PartitionKey", "RowKey", SpillStore.BlobProperty], cancellationToken).AsPages();
        await foreach (var page in pages)
        {
            if (page.Values.Count == 0) continue;
            await Task.WhenAll(page.Values.Select(row => spill.DeleteAsync(row, cancellationToken)));
            await table.SubmitTransactionAsync(page.Values.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, Azure.ETag.All)), cancellationToken);
            return page.Values.Count;
        }

        return 0;
    }

    [LoggerMessage(LogLevel.Information, "Purged {Rows} rows of the removed {Kind} {Id}")]
    private static partial void LogPurged(ILogger logger, int rows, string kind, string id);
}
