using Gantry.Functions.History;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Outgoing;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands.Execution;

/// <summary>
/// Takes over runs that whoever began them did not bring to their end. What is due is decided by the history entry, claimed under its ETag; a run that is over
/// or in good hands is left alone.
/// </summary>
internal sealed class ExecuteWorker(DeliveryStore deliveries, CommandStore commands, CommandRun run, ExecutionQueue queue, IOptions<OutgoingOptions> options, TimeProvider time) : IQueueWorker
{
    public async Task RunAsync(QueueJob message, CancellationToken cancellationToken)
    {
        var job = ExecutionJob.Parse(message.Text);
        if (await ClaimAsync(job, cancellationToken) is not { } claimed) return;
        var command = (await commands.GetAsync(cancellationToken)).Find(job.Command);
        if (claimed.State.Posting is not null) await run.PostAsync(claimed, cancellationToken);
        else if (command is { Enabled: true, Url: not null, ClientOnly: false }) await run.RunAsync(claimed, command, job, cancellationToken);
        else await run.CancelAsync(claimed, "The command was disabled before it could run.", cancellationToken);
    }

    /// <summary>Claims the run; null if there is nothing to do now, after what has to be done later was queued.</summary>
    private async Task<StoredDelivery?> ClaimAsync(ExecutionJob job, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await deliveries.ReadAsync(job.Command, job.Entry, cancellationToken) is not { State: { Finished: false } state } read) return null;
            var now = time.GetUtcNow();
            var due = state.State == DeliveryState.Running ? state.ClaimedUntil : state.NextTry;

            // A time further away than claims last is of a clock that was wrong.
            if (due > now && due - now <= options.Value.ClaimTime)
            {
                await queue.SendAsync(job, due.Value, cancellationToken);
                return null;
            }

            var attempt = state.State == DeliveryState.Running && state.Posting is null ? state.Attempt + 1 : state.Attempt;
            var running = state with { State = DeliveryState.Running, Attempt = attempt, NextTry = null, ClaimedUntil = now + options.Value.ClaimTime, UpdatedAt = now };
            if (await deliveries.TryMoveAsync(read, running, cancellationToken) is { } claimed) return claimed;
        }
    }
}
