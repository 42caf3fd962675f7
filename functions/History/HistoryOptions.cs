using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.History;

/// <summary>How long and how much is kept.</summary>
internal sealed class HistoryOptions
{
    /// <summary>Days that an entry is kept.</summary>
    /// <value>30; from 1 to 3,650.</value>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>Entries that an integration keeps; the oldest beyond go within the hour.</summary>
    /// <value>100,000; from 100 to 100,000,000.</value>
    [Range(100, 100_000_000)]
    public int MaxEntries { get; set; } = 100_000;

    /// <summary>Characters of a request body that an entry keeps; the rest is cut.</summary>
    /// <value>1,048,576; from 0 to 10,485,760.</value>
    [Range(0, 10_485_760)]
    public int MaxBodyCharacters { get; set; } = 1_048_576;
}
