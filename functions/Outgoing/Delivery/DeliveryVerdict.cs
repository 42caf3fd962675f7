using Gantry.Functions.Integrations;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>What follows from an answer.</summary>
internal enum DeliveryDecision
{
    /// <summary>The receiver has taken it.</summary>
    Succeeded,

    /// <summary>It is tried again, at the given time.</summary>
    RetryAt,

    /// <summary>It has failed for good.</summary>
    Failed,

    /// <summary>The receiver wants no more calls: the integration is to be disabled. The delivery itself succeeded if <see cref="OutgoingAnswer.IsSuccess"/>.</summary>
    DisableIntegration,

    /// <summary>No try was made: the same one is due again, at the given time.</summary>
    PutOff,
}

/// <summary>What is to be done after a try.</summary>
/// <param name="Decision">What.</param>
/// <param name="Due">When the next try is due; null if there is none.</param>
/// <param name="Reason">Why, for people; null for a success.</param>
internal sealed record DeliveryVerdict(DeliveryDecision Decision, DateTimeOffset? Due = null, string? Reason = null)
{
    private static readonly TimeSpan PutOffFor = TimeSpan.FromSeconds(1);

    /// <summary>Judges an answer.</summary>
    /// <param name="integration">Whose call it was.</param>
    /// <param name="attempt">The try, from 0.</param>
    /// <param name="answer">What came of it.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">From 0 to 1, for the jitter.</param>
    /// <param name="options">Which failures are tried again.</param>
    public static DeliveryVerdict Judge(Integration integration, int attempt, OutgoingAnswer answer, DateTimeOffset now, double random, OutgoingOptions options)
    {
        if (answer.Outcome == OutgoingOutcome.Busy) return new DeliveryVerdict(DeliveryDecision.PutOff, now + (PutOffFor * (1 + random)), answer.Error);

        // The receiver's own word, as hosted Standard Webhooks senders take it.
        var wish = answer.Headers.GetValueOrDefault("webhook-delivery")?.Trim().ToLowerInvariant();
        if (wish == "disable" || answer.StatusCode == 410) return new DeliveryVerdict(DeliveryDecision.DisableIntegration, Reason: wish == "disable" ? "The receiver asked for no more calls (webhook-delivery: disable)." : "The receiver is gone for good (410).");
        if (answer.IsSuccess) return new DeliveryVerdict(DeliveryDecision.Succeeded);
        if (wish is "abort" or "abort-message") return Failed($"The receiver asked for no further try (webhook-delivery: {wish}).");

        var what = Describe(answer);
        if (integration.RetryFailedCalls != true) return Failed($"{what} Failed calls of this integration are not repeated.");
        if (!IsRepeated(answer, options)) return Failed($"{what} Such a failure is not repeated.");
        if (attempt >= (integration.RetryCount ?? 0)) return Failed($"{what} It was the last try.");
        return new DeliveryVerdict(DeliveryDecision.RetryAt, now + Wait(integration, attempt, answer, now, random, options), what);
    }

    private static TimeSpan Wait(Integration integration, int attempt, OutgoingAnswer answer, DateTimeOffset now, double random, OutgoingOptions options)
    {
        var delay = RetrySchedule.Delay(integration.RetryDelay, attempt, random, options.RetryMaxDelay);
        return RetrySchedule.RetryAfter(answer.Headers.GetValueOrDefault("retry-after"), now, options.RetryAfterMax) is { } asked && asked > delay ? asked : delay;
    }

    // Neither an address that may not be called nor a request that cannot be sent gets better by itself: only a change of settings, integration or
    // script mends them, and a recovery then brings the delivery back.
    private static bool IsRepeated(OutgoingAnswer answer, OutgoingOptions options) => answer.Outcome switch
    {
        OutgoingOutcome.TimedOut => options.RetryTimeouts,
        OutgoingOutcome.ConnectionFailed or OutgoingOutcome.CertificateError => options.RetryConnectionErrors,
        OutgoingOutcome.Refused or OutgoingOutcome.InvalidRequest => false,
        _ => answer.StatusCode switch
        {
            null => options.RetryConnectionErrors,
            408 or 425 or 429 => options.RetryTemporaryStatuses,
            >= 500 => options.RetryServerErrors,
            _ => options.RetryOtherStatuses,
        },
    };

    private static string Describe(OutgoingAnswer answer) => answer switch
    {
        { Outcome: OutgoingOutcome.Answered, Error: { } error } => $"The receiver answered {answer.StatusCode}: {error}",
        { Outcome: OutgoingOutcome.Answered } or { Error: null } => $"The receiver answered {answer.StatusCode}.",
        _ => answer.Error,
    };

    private static DeliveryVerdict Failed(string reason) => new(DeliveryDecision.Failed, Reason: reason);
}
