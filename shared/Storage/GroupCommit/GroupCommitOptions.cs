using System.ComponentModel.DataAnnotations;

namespace Gantry.Shared.Storage.GroupCommit;

/// <summary>Limits of the group-commit writer (design 4).</summary>
public sealed class GroupCommitOptions
{
    /// <summary>Write sets that may wait in front of one table; one more is refused with 503.</summary>
    /// <value>20,000; from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int MaxPendingSets { get; set; } = 20_000;

    /// <summary>Rows of one transaction. The service's limit is 100.</summary>
    /// <value>100; from 2 to 100.</value>
    [Range(2, 100)]
    public int MaxRows { get; set; } = 100;

    /// <summary>Estimated bytes of one transaction. The service's limit is 4 MiB.</summary>
    /// <value>3.5 MiB; from 64 KiB to 4 MiB.</value>
    [Range(65_536, 4_194_304)]
    public int MaxBytes { get; set; } = 3_670_016;

    /// <summary>How long the state of a partition that nobody writes to is kept.</summary>
    /// <value>One hour; from one minute to one day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan IdlePartition { get; set; } = TimeSpan.FromHours(1);
}
