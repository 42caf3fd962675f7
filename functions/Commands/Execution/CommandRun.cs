using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.History;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands.Execution;

/// <summary>
/// Brings a run that its caller has claimed to its end: call, answer, history. A failed call is told, not repeated: somebody waits for it and will decide.
/// Who loses the entry to somebody else on the way posts nothing.
/// </summary>
internal sealed class CommandRun(DeliveryStore deliveries, OutgoingCall calls, CommandPostings postings, ExecutionQueue queue, IOptions<CommandOptions> options, IOptions<OutgoingOptions> outgoing, TimeProvider time)
{
    private static readonly TimeSpan PutOffFor = TimeSpan.FromSeconds(2);

    /// <summary>Calls, and posts what is answered.</summary>
    /// <returns>What came of it; null if it is not over, here or at all.</returns>
    public async Task<TextCommandResult?> RunAsync(StoredDelivery claimed, Command command, ExecutionJob job, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var payload = JsonObject.Create(claimed.Entry.Data)!;
        payload["response_url"] = job.ResponseUrl;
        var request = ToRequest(command, payload);
        var answer = await calls.SendAsync(request, new DeliverySignature(claimed.Entry.WebhookId, command.SigningSecrets(started)), cancellationToken);
        if (answer.Outcome == OutgoingOutcome.Busy && started - claimed.Entry.CreatedAt < options.Value.ResponseLifetime)
        {
            await PutOffAsync(claimed, job, cancellationToken);
            return null;
        }

        var said = CommandAnswer.Of(command, answer, outgoing.Value.MaxAnswerDepth);
        var state = claimed.State with
        {
            Status = answer.StatusCode,
            ExecutionTime = Math.Round(claimed.State.ExecutionTime + answer.DurationMilliseconds, 3),
            Attempts = [.. claimed.State.Attempts, AttemptHistory.Of(claimed.State.Attempt, started, request, answer, said.Error, outgoing.Value.MaxKeptResponse)],
        };
        var step = said.Error is not null ? "failed" : said.Draft is null ? "after-http-call" : said.IsInChannel ? "url-response-sent-message" : "url-response-sent-ephemeral";
        return await FinishAsync(claimed, state.End(said.Error is null ? DeliveryState.Succeeded : DeliveryState.Failed, step, said.Error), said, cancellationToken);
    }

    /// <summary>Ends a run that cannot be made: nobody is called, who ran it is told.</summary>
    public Task<TextCommandResult?> CancelAsync(StoredDelivery claimed, string reason, CancellationToken cancellationToken) =>
        FinishAsync(claimed, claimed.State.End(DeliveryState.Cancelled, "integration-disabled", reason), new CommandAnswer(new MessageDraft { Text = reason, ParseUrls = false }), cancellationToken);

    /// <summary>Posts the answer that is written down, and ends the run: nobody is called for it again.</summary>
    public async Task<TextCommandResult?> PostAsync(StoredDelivery written, CancellationToken cancellationToken)
    {
        var (result, error) = await postings.PostAsync(written, await deliveries.ReadPostingAsync(written.Entry, cancellationToken), cancellationToken);
        var then = written.State.Posting!.Then!;
        var last = written.State.End(then, error is null ? written.State.Step : "after-http-call-send-message-failed", error ?? written.State.Error);
        await MoveAsync(written, last with { MessageIds = result.Message is { } message ? [message.Id] : null }, cancellationToken);
        return result with { ExecutionId = written.Entry.Id };
    }

    /// <summary>The call with a payload: the command's token of today first.</summary>
    public static OutgoingRequest ToRequest(Command command, JsonObject payload)
    {
        payload.Insert(0, "token", command.Token);
        return new OutgoingRequest { Url = command.Url!, Data = JsonSerializer.SerializeToElement(payload, RestJson.Options) };
    }

    private async Task<TextCommandResult?> FinishAsync(StoredDelivery claimed, DeliveryState last, CommandAnswer said, CancellationToken cancellationToken)
    {
        if (said.Draft is null) return await MoveAsync(claimed, last, cancellationToken) is null ? null : new TextCommandResult(ExecutionId: claimed.Entry.Id);
        var room = CommandPostings.PlaceOf(claimed.Entry).RoomId;
        var pending = last with
        {
            State = DeliveryState.Running,
            Finished = false,
            Successful = false,
            ClaimedUntil = claimed.State.ClaimedUntil,
            UpdatedAt = time.GetUtcNow(),
            Posting = new DeliveryPosting([new DeliveryMessage(room, MessageId.New(room, time))], last.State),
        };
        var written = await deliveries.TryMoveAsync(claimed, pending, cancellationToken, CommandPostings.ToDocument(said));
        return written is null ? null : await PostAsync(written, cancellationToken);
    }

    // The entry moves first: a crash between leaves the job that guards it, which finds it due.
    private async Task PutOffAsync(StoredDelivery claimed, ExecutionJob job, CancellationToken cancellationToken)
    {
        var due = time.GetUtcNow() + PutOffFor;
        var next = claimed.State with { State = DeliveryState.Queued, Step = "destination-busy", ClaimedUntil = null, NextTry = due };
        if (await MoveAsync(claimed, next, cancellationToken) is not null) await queue.SendAsync(job, due, cancellationToken);
    }

    private Task<StoredDelivery?> MoveAsync(StoredDelivery claimed, DeliveryState next, CancellationToken cancellationToken) =>
        deliveries.TryMoveAsync(claimed, next with { UpdatedAt = time.GetUtcNow() }, cancellationToken);
}
