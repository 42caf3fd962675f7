namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>How a call ended.</summary>
internal enum OutgoingOutcome
{
    /// <summary>The whole answer came, whatever its status.</summary>
    Answered,

    /// <summary>The answer was larger than allowed; its beginning is kept.</summary>
    TooLarge,

    /// <summary>The call was not over in time.</summary>
    TimedOut,

    /// <summary>There was no name, no connection, or it broke.</summary>
    ConnectionFailed,

    /// <summary>The receiver's certificate is not valid.</summary>
    CertificateError,

    /// <summary>The address is not public, and no setting allows it.</summary>
    Refused,

    /// <summary>The request cannot be sent as it is.</summary>
    InvalidRequest,

    /// <summary>No call was made: too many others to the same destination are under way.</summary>
    Busy,
}

/// <summary>What came of a call.</summary>
/// <param name="Outcome">How it ended.</param>
internal sealed record OutgoingAnswer(OutgoingOutcome Outcome)
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The status; null if no headers came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The headers, in lower case; several of one name joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>The body, unpacked, as far as it came and is allowed.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>From the first step to the last byte.</summary>
    public double DurationMilliseconds { get; init; }

    /// <summary>What went wrong, for people; null if nothing.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the receiver took the call: any 2xx. One whose answer is too large has taken it too; one that stopped in the middle of its answer may not have.</summary>
    public bool IsSuccess => Outcome is OutgoingOutcome.Answered or OutgoingOutcome.TooLarge && StatusCode is >= 200 and < 300;

    /// <summary>The media type, in lower case, without parameters; empty for none.</summary>
    public string MediaType => Headers.TryGetValue("content-type", out var type) ? type.Split(';')[0].Trim().ToLowerInvariant() : "";
}
