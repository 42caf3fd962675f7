using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Hosting.Queues;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>Takes jobs that failed too often by our own faults: the entry says so, and <c>integrations.recover</c> brings it back.</summary>
internal sealed partial class DeliverPoisonWorker(DeliveryStore deliveries, TimeProvider time, ILogger<DeliverPoisonWorker> logger) : IQueueWorker
{
    public async Task RunAsync(QueueJob message, CancellationToken cancellationToken)
    {
        DeliveryJob job;
        try
        {
            job = DeliveryJob.Parse(message.Text);
        }
        catch (JsonException unreadable)
        {
            LogUnreadable(logger, message.Text, unreadable);
            return;
        }

        while (await deliveries.ReadAsync(job.Integration, job.Entry, cancellationToken) is { State: { Finished: false } state } read && state.Attempt == job.Attempt)
        {
            var poisoned = state with
            {
                State = DeliveryState.Poisoned,
                Step = "poisoned",
                Finished = true,
                NextTry = null,
                ClaimedUntil = null,
                UpdatedAt = time.GetUtcNow(),
                Error = "The server failed to make this call; its log says why. integrations.recover tries again.",
            };
            if (await deliveries.TryMoveAsync(read, poisoned, cancellationToken) is null) continue;
            LogPoisoned(logger, job.Integration, job.Entry);
            return;
        }
    }

    [LoggerMessage(LogLevel.Error, "The delivery {Entry} of the integration {Integration} failed for good by a fault of the server")]
    private static partial void LogPoisoned(ILogger logger, string integration, string entry);

    [LoggerMessage(LogLevel.Error, "A message on a deliveries queue is none of ours: {Job}")]
    private static partial void LogUnreadable(ILogger logger, string job, Exception exception);
}
