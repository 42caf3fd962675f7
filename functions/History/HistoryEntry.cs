using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Functions.History;

/// <summary>What happened at one call of an integration (seed 000's record, with Rocket.Chat's names where they mean the same).</summary>
internal sealed record HistoryEntry
{
    /// <summary>The entry's id, also its row key: newest first.</summary>
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    /// <summary>The type of the integration.</summary>
    public required string Type { get; init; }

    /// <summary>The last step that was reached.</summary>
    public required string Step { get; init; }

    /// <summary>The integration, as far as an entry needs it.</summary>
    public required HistoryIntegration Integration { get; init; }

    public required string Event { get; init; }

    /// <summary>What came in, redacted.</summary>
    public required HistoryData Data { get; init; }

    /// <summary>Every step, in order, with the milliseconds since the beginning.</summary>
    public IReadOnlyList<HistoryStep> Steps { get; init; } = [];

    public bool RanPrepareScript { get; init; }

    /// <summary>What the integration's script did; null if none ran.</summary>
    public HistoryScript? Script { get; init; }

    public bool Finished { get; init; }

    public bool Successful { get; init; }

    /// <summary>The status that was answered.</summary>
    public int Status { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    public string? ErrorType { get; init; }

    /// <summary>The messages that were posted.</summary>
    public IReadOnlyList<string>? MessageIds { get; init; }

    /// <summary>The entry whose request this one repeats; null for a request that came in.</summary>
    public string? ReplayOf { get; init; }

    [JsonPropertyName("_createdAt")]
    public DateTimeOffset CreatedAt { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Milliseconds from the beginning to the answer.</summary>
    public double ExecutionTime { get; init; }
}

/// <summary>The integration of an entry.</summary>
internal sealed record HistoryIntegration([property: JsonPropertyName("_id")] string Id, string Name);

/// <summary>What a script did.</summary>
/// <param name="Result">What it returned.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Console">What it wrote, in order.</param>
/// <param name="Time">How long it took, in milliseconds.</param>
internal sealed record HistoryScript(JsonElement? Result, HistoryScriptError? Error, IReadOnlyList<HistoryConsoleLine> Console, double Time);

/// <summary>An error of a script, with its place in it.</summary>
internal sealed record HistoryScriptError(string Name, string Message, int? Line, int? Column, string? Stack);

/// <summary>A line that a script wrote, and when: milliseconds since it began.</summary>
internal sealed record HistoryConsoleLine(string Level, string Message, double At);

/// <summary>What came in.</summary>
internal sealed record HistoryData(HistoryRequest Request);

/// <summary>A request with its secrets left out.</summary>
/// <param name="Url">The path, with a token replaced.</param>
/// <param name="Method">The method.</param>
/// <param name="Headers">The headers, with credentials replaced.</param>
/// <param name="Body">The body as text.</param>
/// <param name="Address">The caller's address, if it is known.</param>
internal sealed record HistoryRequest(string Url, string Method, IReadOnlyDictionary<string, string> Headers, string Body, string? Address);

/// <summary>One step.</summary>
/// <param name="Step">Its name.</param>
/// <param name="At">Milliseconds since the beginning.</param>
/// <param name="Detail">What there is to say about it.</param>
internal sealed record HistoryStep(string Step, double At, JsonElement? Detail = null);
