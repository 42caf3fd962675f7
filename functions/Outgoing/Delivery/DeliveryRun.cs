using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.History;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>Makes one attempt: script, call, script again; then <see cref="DeliveryEnd"/> writes down what came of it.</summary>
internal sealed class DeliveryRun(OutgoingScript scripts, OutgoingCall call, IntegrationSecrets secrets, DeliveryPostings postings, DeliveryEnd end, IOptions<OutgoingOptions> options, TimeProvider time)
{
    private const int JitterSteps = 1_000_000;

    /// <summary>Makes the attempt that was claimed.</summary>
    public async Task RunAsync(StoredDelivery claimed, Integration integration, CancellationToken cancellationToken)
    {
        var request = ToRequest(claimed.Entry, integration);
        var prepared = await scripts.PrepareAsync(integration, request, cancellationToken);
        var state = claimed.State with { RanPrepareScript = prepared.Run?.Called == true, Script = ScriptHistory.Of(prepared.Run) };
        if (prepared.Decision == PrepareDecision.Failed)
        {
            await end.FinishAsync(claimed, integration, state.End(DeliveryState.Failed, "execute-script-error-running-prepare_outgoing_request", prepared.Error), null, cancellationToken);
            return;
        }

        if (prepared.Message is { } message && !state.PrepareSentMessage)
        {
            if (await postings.PostPreparedAsync(claimed with { State = state }, integration, AnswerMessage.Of(integration, message), cancellationToken) is not { } posted) return;
            (claimed, state) = (posted, posted.State);
        }

        if (prepared.Request is null)
            await end.FinishAsync(claimed, integration, state.End(DeliveryState.Succeeded, state.PrepareSentMessage ? "after-prepare-no-url_or_method" : "after-prepare-no-opts"), null, cancellationToken);
        else
            await CallAsync(claimed, integration, state, prepared.Request, cancellationToken);
    }

    private async Task CallAsync(StoredDelivery claimed, Integration integration, DeliveryState state, OutgoingRequest request, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var signature = new DeliverySignature(claimed.Entry.WebhookId, await secrets.SigningAsync(integration, cancellationToken));
        var answer = await call.SendAsync(request, signature, cancellationToken);
        if (answer.Outcome == OutgoingOutcome.Busy)
        {
            await end.PutOffAsync(claimed, state, DeliveryVerdict.Judge(integration, state.Failures, answer, time.GetUtcNow(), Jitter(), options.Value), cancellationToken);
            return;
        }

        var processed = await scripts.ProcessAsync(integration, request, answer, cancellationToken);
        var verdict = DeliveryVerdict.Judge(integration, state.Failures, answer, time.GetUtcNow(), Jitter(), options.Value);
        state = state with
        {
            Status = answer.StatusCode,
            RanProcessScript = processed.Run?.Called == true,
            Script = ScriptHistory.Of(processed.Run, after: state.Script),
            ExecutionTime = Math.Round(state.ExecutionTime + answer.DurationMilliseconds, 3),
            Attempts = [.. state.Attempts, AttemptHistory.Of(state.Attempt, started, request, answer, processed.Error ?? verdict.Reason, options.Value.MaxKeptResponse)],
        };
        await end.SettleAsync(claimed, integration, state, answer, processed, verdict, cancellationToken);
    }

    /// <summary>The request before any script: the stored payload with the token that the integration has today.</summary>
    public static OutgoingRequest ToRequest(DeliveryEntry entry, Integration integration)
    {
        var data = JsonObject.Create(entry.Data)!;
        if (integration.Token is { } token) data.Insert(0, "token", token);
        return new OutgoingRequest { Url = entry.Url, Data = JsonSerializer.SerializeToElement(data, RestJson.Options) };
    }

    private static double Jitter() => RandomNumberGenerator.GetInt32(JitterSteps) / (double)JitterSteps;
}
