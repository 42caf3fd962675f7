using System.ComponentModel.DataAnnotations;

namespace Gantry.Shared.Storage.Snapshots;

/// <summary>How fresh the in-memory snapshots of small, hot tables are (design 4).</summary>
public sealed class SnapshotOptions
{
    /// <summary>Seconds after which a snapshot is compared with storage before it is used: a change holds in every instance after that time.</summary>
    /// <value>2; from 0 (compare at every use) to 300.</value>
    [Range(0, 300)]
    public double RefreshSeconds { get; set; } = 2;
}
