using System.Text;
using System.Text.Json;
using Gantry.Functions.Integrations;
using Gantry.Functions.Scripting;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>What the script wants of a call that is about to be made.</summary>
internal enum PrepareDecision
{
    /// <summary>It is made, as the result says.</summary>
    Continue,

    /// <summary>It is not made.</summary>
    Cancel,

    /// <summary>A message is posted; the call is made too if there still is a request.</summary>
    Message,

    /// <summary>The script failed.</summary>
    Failed,
}

/// <summary>What <c>prepare_outgoing_request</c> made of a call.</summary>
/// <param name="Decision">What to do.</param>
/// <param name="Request">The request to send; null to send none.</param>
/// <param name="Message">The message to post; null for none.</param>
/// <param name="Error">Why it failed, for people.</param>
/// <param name="Run">The run, for history; null if there is no script to run.</param>
internal sealed record PrepareResult(PrepareDecision Decision, OutgoingRequest? Request = null, JsonElement? Message = null, string? Error = null, ScriptRun? Run = null);

/// <summary>What the script wants of an answer.</summary>
internal enum ProcessDecision
{
    /// <summary>It is dealt with as without script.</summary>
    Default,

    /// <summary>Nothing is posted.</summary>
    Stop,

    /// <summary>The content is posted in its place.</summary>
    Message,

    /// <summary>The script failed.</summary>
    Failed,
}

/// <summary>What <c>process_outgoing_response</c> made of an answer.</summary>
/// <param name="Decision">What to do.</param>
/// <param name="Content">The message to post; null for none.</param>
/// <param name="Error">Why it failed, for people.</param>
/// <param name="Run">The run, for history; null if there is no script to run.</param>
internal sealed record ProcessResult(ProcessDecision Decision, JsonElement? Content = null, string? Error = null, ScriptRun? Run = null);

/// <summary>Runs the two methods of an outgoing integration's script (seeds 000 and 003; <c>rocket-chat-behaviour.md</c> 3.4, 3.5).</summary>
internal sealed class OutgoingScript(ScriptRunner scripts, IOptions<OutgoingOptions> options)
{
    /// <summary>Runs <c>prepare_outgoing_request</c>; a script without it leaves the request as it is.</summary>
    public async Task<PrepareResult> PrepareAsync(Integration integration, OutgoingRequest request, CancellationToken cancellationToken)
    {
        if (!integration.RunsScript) return new PrepareResult(PrepareDecision.Continue, request);
        var run = await scripts.RunAsync(integration, OutgoingScriptRequest.PrepareMethod, ToScript(integration, request).ToValue, cancellationToken);
        if (run.FailureCode is { } code) return new PrepareResult(PrepareDecision.Failed, Error: Explain(code, run.Error), Run: run);
        return (run.Called ? PreparedRequest.Read(request, run.Result) : new PrepareResult(PrepareDecision.Continue, request)) with { Run = run };
    }

    /// <summary>Runs <c>process_outgoing_response</c>; a script without it, and an answer that never came, leave the default.</summary>
    public async Task<ProcessResult> ProcessAsync(Integration integration, OutgoingRequest request, OutgoingAnswer answer, CancellationToken cancellationToken)
    {
        if (!integration.RunsScript || answer.StatusCode is not { } status) return new ProcessResult(ProcessDecision.Default);
        var response = new OutgoingScriptResponse(
            ToScript(integration, request), status, AnswerContent.Parse(answer, options.Value.MaxAnswerDepth, out _), Encoding.UTF8.GetString(answer.Body.Span), answer.Headers, answer.Error);
        var run = await scripts.RunAsync(integration, OutgoingScriptResponse.ProcessMethod, response.ToValue, cancellationToken);
        if (run.FailureCode is { } code) return new ProcessResult(ProcessDecision.Failed, Error: Explain(code, run.Error), Run: run);
        return run.Result switch
        {
            { ValueKind: JsonValueKind.False } => new ProcessResult(ProcessDecision.Stop, Run: run),
            { ValueKind: JsonValueKind.Object } result when result.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object => new ProcessResult(ProcessDecision.Message, content, Run: run),
            _ => new ProcessResult(ProcessDecision.Default, Run: run),
        };
    }

    private static OutgoingScriptRequest ToScript(Integration integration, OutgoingRequest request) =>
        new(request.Method, request.Url, request.Data, request.Headers, request.Params, request.Auth, integration.Token, request.Returned);

    private static string Explain(string code, ScriptError? error) => error is null ? code : $"{code}: {error.Name}: {error.Message}";
}
