using Gantry.Functions.History;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Integrations;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>
/// Takes jobs of both lanes. A job is a mere hint: what is due is decided by the history entry, which whoever makes the attempt claims under its ETag.
/// So a job that comes twice, late, or after a crash calls nobody twice for one attempt.
/// </summary>
internal sealed class DeliverWorker(
    DeliveryStore deliveries, DeliveryQueue queue, IntegrationStore integrations, DeliveryRun run, DeliveryEnd end, IOptions<OutgoingOptions> options, TimeProvider time) : IQueueWorker
{
    // A queue hides for whole seconds; the rest of the wait is spent here.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1.5);

    public async Task RunAsync(QueueJob message, CancellationToken cancellationToken)
    {
        var job = DeliveryJob.Parse(message.Text);
        if (await ClaimAsync(job, cancellationToken) is not { } claimed) return;
        var integration = (await integrations.GetAsync(cancellationToken)).Find(job.Integration);
        if (claimed.State.Posting is { Then: not null }) await end.FinishAsync(claimed, integration, cancellationToken);
        else if (integration is { Enabled: true }) await run.RunAsync(claimed, integration, cancellationToken);
        else await end.CancelAsync(claimed, cancellationToken);
    }

    /// <summary>Claims the attempt; null if there is nothing to do now, after what has to be done later was queued.</summary>
    private async Task<StoredDelivery?> ClaimAsync(DeliveryJob job, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await deliveries.ReadAsync(job.Integration, job.Entry, cancellationToken) is not { State: { Finished: false } state } read) return null;
            var now = time.GetUtcNow();
            var due = state.State == DeliveryState.Running ? ClaimEnd(state, now) : state.NextTry;
            if (job.Attempt != state.Attempt || due > now + LongestWait)
            {
                // Who moved the entry on may not have come to queue the attempt that it says is next.
                if (job.Attempt <= state.Attempt) await queue.SendLaterAsync(job with { Attempt = state.Attempt }, due, cancellationToken);
                return null;
            }

            if (due > now) await Task.Delay(due.Value - now, time, cancellationToken);
            now = time.GetUtcNow();
            var running = state with { State = DeliveryState.Running, NextTry = null, ClaimedUntil = now + options.Value.ClaimTime, UpdatedAt = now };
            if (await deliveries.TryMoveAsync(read, running, cancellationToken) is { } claimed) return claimed;
        }
    }

    // A claim further away than claims last is of a clock that was wrong.
    private DateTimeOffset? ClaimEnd(DeliveryState state, DateTimeOffset now) => state.ClaimedUntil - now > options.Value.ClaimTime ? now : state.ClaimedUntil;
}
