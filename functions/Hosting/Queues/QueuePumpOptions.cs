using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Hosting.Queues;

/// <summary>How the standalone host works on queues; what is not here is in <c>host.json</c>.</summary>
internal sealed class QueuePumpOptions
{
    /// <summary>How long a message that is being worked on is hidden from others: after a crash it comes back after this time.</summary>
    /// <value>10 minutes, as the Functions host has it; from one second to one hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(10);
}
