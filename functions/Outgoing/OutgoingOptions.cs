using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Outgoing;

/// <summary>Limits of outgoing calls, and what is called again. Where calls may go and how much they bring back is in <c>Egress</c>.</summary>
internal sealed class OutgoingOptions
{
    /// <summary>How long a whole call may take: name, connection, TLS, headers and the last byte of the answer. A script may ask for less.</summary>
    /// <value>20 seconds; from 100 ms to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Calls to one destination (host and port) at the same time, in one instance.</summary>
    /// <value>8; from 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int MaxCallsPerHost { get; set; } = 8;

    /// <summary>How long a call waits for its turn at a destination before it is put off, which counts as no try.</summary>
    /// <value>1 second; from 0 to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan HostWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Levels of nesting of an answer that is to be posted.</summary>
    /// <value>64; from 4 to 512.</value>
    [Range(4, 512)]
    public int MaxAnswerDepth { get; set; } = 64;

    /// <summary>The longest wait between two tries.</summary>
    /// <value>30 days; from 1 second to 365 days.</value>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The longest wait that a <c>Retry-After</c> of a receiver brings about; it never shortens a wait.</summary>
    /// <value>1 day; from 0 to 30 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether a call is repeated that found no name, no connection or no valid certificate, or whose connection broke.</summary>
    /// <value>true.</value>
    public bool RetryConnectionErrors { get; set; } = true;

    /// <summary>Whether a call is repeated that was not over in time.</summary>
    /// <value>true.</value>
    public bool RetryTimeouts { get; set; } = true;

    /// <summary>Whether the statuses 408, 425 and 429 are repeated.</summary>
    /// <value>true.</value>
    public bool RetryTemporaryStatuses { get; set; } = true;

    /// <summary>Whether the statuses from 500 on are repeated.</summary>
    /// <value>true.</value>
    public bool RetryServerErrors { get; set; } = true;

    /// <summary>Whether all other statuses that are no success are repeated: the rest of 4xx, and redirects that were not followed.</summary>
    /// <value>true.</value>
    public bool RetryOtherStatuses { get; set; } = true;
}
