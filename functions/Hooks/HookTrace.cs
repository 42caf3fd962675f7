using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting;

namespace Gantry.Functions.Hooks;

/// <summary>Collects the steps of one call, and makes the history entry of them.</summary>
internal sealed class HookTrace(Integration integration, string id, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly DateTimeOffset _createdAt = time.GetUtcNow();
    private readonly List<HistoryStep> _steps = [new HistoryStep("request-received", 0)];

    private ScriptRun? _run;

    /// <summary>The messages that the call posted.</summary>
    public List<string> MessageIds { get; } = [];

    /// <summary>Notes a step.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="detail">What there is to say about it; null for nothing.</param>
    public void Step(string step, object? detail = null) =>
        _steps.Add(new HistoryStep(step, Elapsed(), detail is null ? null : JsonSerializer.SerializeToElement(detail, RestJson.Options)));

    /// <summary>Notes what the script did.</summary>
    public void Scripted(ScriptRun run)
    {
        _run = run;
        Step(run.FailureCode is null ? "script-ran" : "script-failed", new { method = ScriptRequest.Method, called = run.Called, milliseconds = run.Milliseconds, bytes = run.Bytes });
    }

    /// <summary>The entry of the call.</summary>
    /// <param name="request">What came in.</param>
    /// <param name="status">The status that is answered.</param>
    /// <param name="refusal">Why the call failed; null if it did not.</param>
    public HistoryEntry ToEntry(HistoryRequest request, int status, ApiException? refusal) => new()
    {
        Id = id,
        Type = integration.Type,
        Step = _steps[^1].Step,
        Integration = new HistoryIntegration(integration.Id, integration.Name),
        Event = "incoming-webhook",
        Data = new HistoryData(request),
        Steps = _steps,
        Finished = true,
        Successful = refusal is null && status < 400,
        Status = status,
        Error = refusal?.Message,
        ErrorType = refusal?.ErrorType,
        RanPrepareScript = _run is { Called: true },
        Script = ToHistory(_run),
        MessageIds = MessageIds.Count > 0 ? MessageIds : null,
        CreatedAt = _createdAt,
        UpdatedAt = time.GetUtcNow(),
        ExecutionTime = Elapsed(),
    };

    private static HistoryScript? ToHistory(ScriptRun? run) => run is null ? null : new HistoryScript(
        run.Result.ValueKind == JsonValueKind.Undefined ? null : run.Result,
        run.Error is { } error ? new HistoryScriptError(error.Name, error.Message, error.Line, error.Column, error.Stack) : null,
        [.. run.Console.Select(line => new HistoryConsoleLine(line.Level, line.Message, line.At))],
        run.Milliseconds);

    private double Elapsed() => Math.Round(time.GetElapsedTime(_started).TotalMilliseconds, 3);
}
