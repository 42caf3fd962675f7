using System.Text.Json;
using Azure.Data.Tables;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;

namespace Gantry.Functions.Outgoing;

/// <summary>A guard that wakes: dispatches what a crash, or too much at once, left in the outbox of its partition.</summary>
internal sealed partial class GuardWorker(StorageAccount storage, SpillStore spill, Dispatcher dispatcher, Guards guards, TimeProvider time, ILogger<GuardWorker> logger) : IQueueWorker
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);
    private static readonly ParallelOptions SomeAtATime = new() { MaxDegreeOfParallelism = 16 };

    public async Task RunAsync(QueueJob job, CancellationToken cancellationToken)
    {
        var place = Guards.Parse(job.Text);
        var started = time.GetTimestamp();
        var rows = storage.Table(place.Table).QueryAsync<TableEntity>(RowRange.Prefix(place.Partition, WorkspaceEvents.RowPrefix), maxPerPage: 100, cancellationToken: cancellationToken).AsPages();
        await foreach (var page in rows)
        {
            if (page.Values.Count == 0) continue;
            LogFound(logger, page.Values.Count, place.Partition);
            await Parallel.ForEachAsync(page.Values, SomeAtATime, async (row, _) => await DispatchAsync(place, row, cancellationToken));
            if (time.GetElapsedTime(started) < LongestRun) continue;
            await guards.SendAsync(place, TimeSpan.Zero, cancellationToken);
            return;
        }
    }

    private async ValueTask DispatchAsync(OutboxPlace place, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            var occurred = JsonSerializer.Deserialize<OutboxEvent>(await spill.ReadAsync(row, cancellationToken), RestJson.Options)!;
            await dispatcher.DispatchAsync(new OutboxItem(place, occurred, row), cancellationToken);
        }
        catch (Azure.RequestFailedException gone) when (gone.Status == 404)
        {
            // Whoever wrote it dispatched it after it was read here.
        }
    }

    [LoggerMessage(LogLevel.Information, "Dispatching {Events} events that were left in the outbox of {Partition}")]
    private static partial void LogFound(ILogger logger, int events, string partition);
}

/// <summary>Takes guards that failed too often, and puts them up again: what is in an outbox was acknowledged and must go out.</summary>
internal sealed partial class GuardPoisonWorker(Guards guards, ILogger<GuardPoisonWorker> logger) : IQueueWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    public async Task RunAsync(QueueJob job, CancellationToken cancellationToken)
    {
        try
        {
            await guards.SendAsync(Guards.Parse(job.Text), Pause, cancellationToken);
            LogAgain(logger, job.Text);
        }
        catch (JsonException unreadable)
        {
            LogUnreadable(logger, job.Text, unreadable);
        }
    }

    [LoggerMessage(LogLevel.Error, "An outbox could not be dispatched and is tried again in ten minutes: {Job}")]
    private static partial void LogAgain(ILogger logger, string job);

    [LoggerMessage(LogLevel.Error, "A message on the guards' queue is none of ours: {Job}")]
    private static partial void LogUnreadable(ILogger logger, string job, Exception exception);
}
