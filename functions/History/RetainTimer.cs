using Azure.Data.Tables;
using Gantry.Functions.Hosting.Timers;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.History;

/// <summary>
/// Hourly, for everything that has a history: deletes entries older than <see cref="HistoryOptions.RetentionDays"/> or beyond <see cref="HistoryOptions.MaxEntries"/>, claims
/// older than a day, and folds the counters of processes that ended. Every part may run twice, or at once in two instances.
/// </summary>
internal sealed partial class RetainTimer(
    IEnumerable<HistorySource> sources, HistoryStore history, HistoryDeletion deletion, IOptions<HistoryOptions> options, IOptions<GroupCommitOptions> commit, TimeProvider time,
    ILogger<RetainTimer> logger)
    : ITimerWorker
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (now, deleted) = (time.GetUtcNow(), 0);
        foreach (var source in sources)
            foreach (var id in await source.ListAsync(cancellationToken)) deleted += await RetainAsync(id, now, cancellationToken);
        LogDone(logger, deleted);
    }

    private async Task<int> RetainAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var partition = HistoryStore.PartitionOf(id);
        var deleted = await deletion.DeleteBeforeAsync(id, now.AddDays(-options.Value.RetentionDays), cancellationToken);
        deleted += await DeleteSurplusAsync(id, partition, cancellationToken);
        var claims = $"{RowRange.Prefix(partition, HistoryStore.ClaimPrefix)} and {TableClient.CreateQueryFilter($"CreatedAt lt {now - HistoryStore.ClaimLifetime}")}";
        await deletion.DeleteAsync(partition, claims, null, cancellationToken);
        await PartitionCounters.FoldAsync(history.Table, partition, now - (2 * commit.Value.IdlePartition), cancellationToken);
        return deleted;
    }

    // Only an integration that has too many entries is read through.
    private async Task<int> DeleteSurplusAsync(string id, string partition, CancellationToken cancellationToken)
    {
        var counters = await history.CountersAsync(id, cancellationToken);
        if (counters.GetValueOrDefault(HistoryStore.Entries) <= options.Value.MaxEntries) return 0;
        var first = await history.Table.QueryAsync<TableEntity>(HistoryFilter.None.ToQuery(partition), select: ["RowKey"], cancellationToken: cancellationToken)
            .Skip(options.Value.MaxEntries).Select(row => row.RowKey).FirstOrDefaultAsync(cancellationToken);
        return first is null ? 0 : await deletion.DeleteAsync(partition, RowRange.Between(partition, first, HistoryStore.EntryPrefix + "~"), HistoryStore.Entries, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Entries} history entries that were too old or too many")]
    private static partial void LogDone(ILogger logger, int entries);
}
