using Gantry.Functions.History;
using Gantry.Functions.Integrations;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>
/// Writes down what came of an attempt. The entry moves first, then the job of the next attempt is queued: a crash between leaves the old job, which finds
/// the entry further on and queues what it says.
/// </summary>
internal sealed class DeliveryEnd(
    DeliveryStore deliveries, DeliveryQueue queue, DeliveryPostings postings, IntegrationHealth health, IOptions<OutgoingOptions> options, TimeProvider time)
{
    /// <summary>Deals with an answer as script and verdict say (<c>rocket-chat-behaviour.md</c> 3.5).</summary>
    public async Task SettleAsync(
        StoredDelivery claimed, Integration integration, DeliveryState state, OutgoingAnswer answer, ProcessResult processed, DeliveryVerdict verdict, CancellationToken cancellationToken)
    {
        var result = answer.IsSuccess ? DeliveryState.Succeeded : DeliveryState.Failed;
        var reason = answer.IsSuccess ? processed.Error : verdict.Reason;

        // A script that deals with an answer, good or bad, has dealt with it: nothing is tried again.
        if (processed.Decision is ProcessDecision.Stop or ProcessDecision.Message)
        {
            var content = processed.Content is { } given ? AnswerMessage.Of(integration, given) : null;
            await FinishAsync(claimed, integration, state.End(result, content is null ? "after-process-false-result" : "after-process-send-message", reason), content, cancellationToken);
        }
        else if (verdict.Decision == DeliveryDecision.RetryAt)
        {
            await RetryAsync(claimed, state, verdict, cancellationToken);
        }
        else
        {
            var message = verdict.Decision == DeliveryDecision.Succeeded ? AnswerMessage.Of(integration, answer, options.Value.MaxAnswerDepth) : null;
            var step = verdict.Decision switch
            {
                DeliveryDecision.Succeeded => message?.Draft is null ? "after-http-call" : "url-response-sent-message",
                DeliveryDecision.DisableIntegration => "after-process-http-status-410",
                _ => integration.RetryFailedCalls != true ? "failed-and-not-configured-to-retry" : state.Failures >= integration.RetryCount ? "too-many-retries" : "failed",
            };
            await FinishAsync(claimed, integration, state.End(result, step, reason ?? message?.Error), message is { Draft: not null } ? message : null, cancellationToken);
        }

        if (verdict.Decision == DeliveryDecision.DisableIntegration) await health.DisableAsync(integration, verdict.Reason!, cancellationToken);
        else if (answer.IsSuccess) await health.SucceededAsync(integration, cancellationToken);
        else await health.FailedAsync(integration, verdict.Reason!, cancellationToken);
    }

    /// <summary>Ends a delivery, after posting what is to be posted.</summary>
    public async Task FinishAsync(StoredDelivery claimed, Integration integration, DeliveryState last, AnswerMessage? message, CancellationToken cancellationToken)
    {
        if (message is null)
        {
            await MoveAsync(claimed, last, integration, cancellationToken);
            return;
        }

        var pending = last with { State = DeliveryState.Running, Finished = false, Successful = false, ClaimedUntil = claimed.State.ClaimedUntil };
        var (written, error) = await postings.WriteAsync(claimed, integration, pending, last.State, message, cancellationToken);
        if (error is not null) await MoveAsync(claimed, last with { Step = FailedStep(last.Step), Error = error }, integration, cancellationToken);
        else if (written is not null) await PostAsync(written, integration, cancellationToken);
    }

    /// <summary>Finishes what somebody else began: the answer is written down, so nobody is called.</summary>
    public Task FinishAsync(StoredDelivery written, Integration? integration, CancellationToken cancellationToken) => PostAsync(written, integration, cancellationToken);

    /// <summary>Ends a delivery whose integration is disabled or gone.</summary>
    public Task CancelAsync(StoredDelivery claimed, CancellationToken cancellationToken) =>
        MoveAsync(claimed, claimed.State.End(DeliveryState.Cancelled, "integration-disabled", "The integration was disabled before the call; integrations.recover brings it back."), null, cancellationToken);

    /// <summary>Puts an attempt off that was not made, because its destination had too many others.</summary>
    public async Task PutOffAsync(StoredDelivery claimed, DeliveryState state, DeliveryVerdict verdict, CancellationToken cancellationToken)
    {
        var next = state with { State = state.Failures == 0 ? DeliveryState.Queued : DeliveryState.Retrying, Step = "destination-busy", ClaimedUntil = null, NextTry = verdict.Due };
        await QueueAsync(claimed, next, cancellationToken);
    }

    private async Task RetryAsync(StoredDelivery claimed, DeliveryState state, DeliveryVerdict verdict, CancellationToken cancellationToken)
    {
        var next = state with
        {
            State = DeliveryState.Retrying,
            Step = $"going-to-retry-{state.Failures + 1}",
            Attempt = state.Attempt + 1,
            Failures = state.Failures + 1,
            ClaimedUntil = null,
            NextTry = verdict.Due,
            Error = verdict.Reason,
        };
        await QueueAsync(claimed, next, cancellationToken);
    }

    private async Task QueueAsync(StoredDelivery claimed, DeliveryState next, CancellationToken cancellationToken)
    {
        if (await deliveries.TryMoveAsync(claimed, next with { UpdatedAt = time.GetUtcNow() }, cancellationToken) is null) return;
        await queue.SendLaterAsync(new DeliveryJob(claimed.Entry.Integration.Id, claimed.Entry.Id, next.Attempt), next.NextTry, cancellationToken);
    }

    private async Task PostAsync(StoredDelivery written, Integration? integration, CancellationToken cancellationToken)
    {
        var then = written.State.Posting!.Then!;
        var (ids, error) = await postings.PostAsync(written, cancellationToken);
        var last = written.State.End(then, error is null ? written.State.Step : FailedStep(written.State.Step), error ?? written.State.Error);
        await MoveAsync(written, last with { MessageIds = [.. written.State.MessageIds ?? [], .. ids] }, integration, cancellationToken);
    }

    // Where history is switched off, what went well leaves nothing.
    private Task MoveAsync(StoredDelivery claimed, DeliveryState last, Integration? integration, CancellationToken cancellationToken) =>
        last.Successful && integration?.HistoryEnabled == false
            ? deliveries.RemoveAsync(claimed, cancellationToken)
            : deliveries.TryMoveAsync(claimed, last with { UpdatedAt = time.GetUtcNow() }, cancellationToken);

    private static string FailedStep(string step) => step switch
    {
        "after-process-send-message" => "after-process-send-message-failed",
        "url-response-sent-message" => "after-http-call-send-message-failed",
        _ => step,
    };
}
