using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Gantry.Functions.Hosting.Queues;

namespace Gantry.Functions.Purge;

/// <summary>Deletes the rows of a removed record, a hundred a transaction, with the blobs that they spilled to.</summary>
internal sealed partial class PurgeWorker(StorageAccount storage, SpillStore spill, PurgeQueue queue, IEnumerable<IPurgeSubject> subjects, IEnumerable<IRemovalListener> listeners, TimeProvider time, ILogger<PurgeWorker> logger)
    : IQueueWorker
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    public async Task RunAsync(QueueJob job, CancellationToken cancellationToken)
    {
        var purge = PurgeJob.Parse(job.Text);
        var subject = subjects.Single(candidate => candidate.Kind == purge.Kind);
        if (await subject.ExistsAsync(purge.Id, cancellationToken)) return;
        await listeners.TellAsync(purge, cancellationToken);

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

        foreach (var (container, namePrefix) in subject.Blobs(purge.Id)) deleted += await DeleteBlobsAsync(storage.Container(container), namePrefix, cancellationToken);
        LogPurged(logger, deleted, purge.Kind, purge.Id);
    }

    // A run that ends too early is repeated, and finds fewer.
    private static async Task<int> DeleteBlobsAsync(BlobContainerClient container, string namePrefix, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await foreach (var page in container.GetBlobsAsync(prefix: namePrefix, cancellationToken: cancellationToken).AsPages(pageSizeHint: 100))
        {
            await Task.WhenAll(page.Values.Select(blob => container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken)));
            deleted += page.Values.Count;
        }

        return deleted;
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

    [LoggerMessage(LogLevel.Information, "Purged {Rows} rows and blobs of the removed {Kind} {Id}")]
    private static partial void LogPurged(ILogger logger, int rows, string kind, string id);
}
