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

    /// <summary>How long an attempt belongs to who claimed it: longer than scripts, call and answer take. After a crash it is made again only then.</summary>
    /// <value>2 minutes; from 5 seconds to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan ClaimTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after it is put up a guard looks for events that a crash left: longer than any commit takes.</summary>
    /// <value>90 seconds; from 1 second to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan GuardDelay { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>For how long one guard is shared by the events of a partition; less than <see cref="GuardDelay"/>.</summary>
    /// <value>30 seconds; from 0.1 seconds to 30 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:30:00")]
    public TimeSpan GuardShare { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>An integration that failed for so long, without one success, is disabled; 0 for never.</summary>
    /// <value>5 days; from 0 to 365 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>Characters of an answer that its attempt keeps in history.</summary>
    /// <value>4,096; from 0 to 10,000.</value>
    [Range(0, 10_000)]
    public int MaxKeptResponse { get; set; } = 4_096;

    /// <summary>Deliveries that one call of <c>integrations.recover</c> brings back.</summary>
    /// <value>1,000; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxRecovered { get; set; } = 1_000;

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
