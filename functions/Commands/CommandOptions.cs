using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Commands;

/// <summary>How slash commands run. How long a whole call may take is <c>Outgoing:Timeout</c>, how long answers for one user are kept <c>Messages:EphemeralLifetime</c>.</summary>
internal sealed class CommandOptions
{
    /// <summary>How long who runs a command waits for its answer; a slower one appears later. A preview has to come within it.</summary>
    /// <value>3 seconds; from 100 ms to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan DirectWait { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>For how long a response_url takes answers.</summary>
    /// <value>30 minutes; from 1 minute to 23 hours.</value>
    [Range(typeof(TimeSpan), "00:01:00", "23:00:00")]
    public TimeSpan ResponseLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Answers that a response_url takes.</summary>
    /// <value>5; from 1 to 100.</value>
    [Range(1, 100)]
    public int MaxResponses { get; set; } = 5;

    /// <summary>Items of a preview.</summary>
    /// <value>10; from 1 to 100.</value>
    [Range(1, 100)]
    public int MaxPreviewItems { get; set; } = 10;

    /// <summary>Commands of the workspace.</summary>
    /// <value>1,000; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxCommands { get; set; } = 1_000;
}
