using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Hosting.Queues;

namespace Gantry.Functions.Commands.Execution;

/// <summary>Takes jobs that failed too often by our own faults: the entry says so. The log is not told the job, which holds a secret.</summary>
internal sealed partial class ExecutePoisonWorker(DeliveryStore deliveries, TimeProvider time, ILogger<ExecutePoisonWorker> logger) : IQueueWorker
{
    public async Task RunAsync(QueueJob message, CancellationToken cancellationToken)
    {
        ExecutionJob job;
        try
        {
            job = ExecutionJob.Parse(message.Text);
        }
        catch (JsonException unreadable)
        {
            LogUnreadable(logger, unreadable);
            return;
        }

        while (await deliveries.ReadAsync(job.Command, job.Entry, cancellationToken) is { State: { Finished: false } state } read)
        {
            var poisoned = state.End(DeliveryState.Poisoned, "poisoned", "The server failed to bring this run to its end; its log says why.") with { UpdatedAt = time.GetUtcNow() };
            if (await deliveries.TryMoveAsync(read, poisoned, cancellationToken) is null) continue;
            LogPoisoned(logger, job.Entry, job.Command);
            return;
        }
    }

    [LoggerMessage(LogLevel.Error, "The run {Entry} of the command {Command} failed for good by a fault of the server")]
    private static partial void LogPoisoned(ILogger logger, string entry, string command);

    [LoggerMessage(LogLevel.Error, "A message on the executions queue is none of ours")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);
}
