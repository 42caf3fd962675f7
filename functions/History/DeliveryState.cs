using System.Text.Json.Serialization;

namespace Gantry.Functions.History;

/// <summary>How far an outgoing call has come. Kept small, because every attempt writes it twice.</summary>
internal sealed record DeliveryState
{
    public const string Queued = "queued";

    public const string Running = "running";

    public const string Retrying = "retrying";

    public const string Succeeded = "succeeded";

    public const string Failed = "failed";

    /// <summary>The integration was disabled or removed before the call.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Our own faults kept it from being called.</summary>
    public const string Poisoned = "poisoned";

    /// <summary>The states that <c>integrations.recover</c> brings back.</summary>
    public static readonly string[] Recoverable = [Failed, Cancelled, Poisoned];

    /// <summary>The states of a call that is still to be made: it may not be lost.</summary>
    public static readonly string[] Pending = [Queued, Running, Retrying];

    /// <summary>Every state.</summary>
    public static readonly string[] All = [Queued, Running, Retrying, Succeeded, Failed, Cancelled, Poisoned];

    public string State { get; init; } = Queued;

    /// <summary>The last step that was reached (<c>rocket-chat-behaviour.md</c> 1.10).</summary>
    public string Step { get; init; } = "queued";

    /// <summary>The number of the attempt that is due, running or was the last, from 1. Only a job of this number does anything.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Attempts that failed since it was queued or recovered: what <c>retryCount</c> limits.</summary>
    public int Failures { get; init; }

    /// <summary>When the next attempt is due; null for at once.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>Until when the running attempt is the business of who claimed it.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>What is being posted, decided before anything is: who takes the attempt over posts it, and for an answer calls nobody again.</summary>
    public DeliveryPosting? Posting { get; init; }

    public bool Finished { get; init; }

    public bool Successful { get; init; }

    /// <summary>The status of the last answer.</summary>
    public int? Status { get; init; }

    public string? Error { get; init; }

    public string? ErrorType { get; init; }

    public bool RanPrepareScript { get; init; }

    public bool RanProcessScript { get; init; }

    /// <summary>Whether the message of <c>prepare_outgoing_request</c> is posted: once, however often the call is tried.</summary>
    public bool PrepareSentMessage { get; init; }

    /// <summary>What the integration's script did in the last attempt.</summary>
    public HistoryScript? Script { get; init; }

    /// <summary>The attempts, in order; the oldest go if there are very many.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts { get; init; } = [];

    /// <summary>The messages that were posted.</summary>
    public IReadOnlyList<string>? MessageIds { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Milliseconds that the attempts took in sum.</summary>
    public double ExecutionTime { get; init; }

    /// <summary>Queued again, with all its retries before it. An answer that was about to be posted still is.</summary>
    public DeliveryState Recover(DateTimeOffset now) => this with
    {
        State = Queued,
        Step = "recovered",
        Attempt = Attempt + 1,
        Failures = 0,
        Finished = false,
        Error = null,
        NextTry = null,
        ClaimedUntil = null,
        UpdatedAt = now,
    };

    /// <summary>The last state.</summary>
    /// <param name="state">Which.</param>
    /// <param name="step">The step that led to it.</param>
    /// <param name="error">Why it failed; null if it did not.</param>
    public DeliveryState End(string state, string step, string? error = null) => this with
    {
        State = state,
        Step = step,
        Error = error,
        Finished = true,
        Successful = state == Succeeded,
        NextTry = null,
        ClaimedUntil = null,
        Posting = null,
    };
}

/// <summary>Messages that are going to be posted; their text is in the row <c>p|id</c>.</summary>
/// <param name="Messages">The message of each room.</param>
/// <param name="Then">The state after it; null where the call is still to be made.</param>
/// <param name="Blob">The blob that the text spilled to; null for none.</param>
internal sealed record DeliveryPosting(IReadOnlyList<DeliveryMessage> Messages, string? Then, string? Blob = null);

/// <summary>A message that is going to be posted.</summary>
/// <param name="RoomId">The room.</param>
/// <param name="Id">The message's id.</param>
internal sealed record DeliveryMessage(string RoomId, string Id);

/// <summary>One attempt.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Outcome">What came of it, as a word.</param>
/// <param name="Method">The method that was used; null if nothing was called.</param>
/// <param name="Url">The address that was called.</param>
/// <param name="Status">The status that was answered.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Error">Why there is no answer, or why it is not a good one.</param>
/// <param name="Response">The beginning of the answer's body.</param>
internal sealed record DeliveryAttempt(
    int Number, DateTimeOffset At, string Outcome, string? Method, string? Url, int? Status, double Milliseconds, string? Error, string? Response);
