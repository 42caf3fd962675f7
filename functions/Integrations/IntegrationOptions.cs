using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Integrations;

/// <summary>Limits of definitions.</summary>
internal sealed class IntegrationOptions
{
    /// <summary>Characters of a script.</summary>
    /// <value>131,072; from 1,024 to 400,000.</value>
    [Range(1_024, 400_000)]
    public int MaxScriptLength { get; set; } = 131_072;

    /// <summary>Rooms, addresses, trigger words or networks of one integration.</summary>
    /// <value>50; from 1 to 500.</value>
    [Range(1, 500)]
    public int MaxListLength { get; set; } = 50;

    /// <summary>Tries of an outgoing call after the first, when <c>retryCount</c> is left out (Rocket.Chat's default).</summary>
    /// <value>4; from 1 to 100.</value>
    [Range(1, 100)]
    public int DefaultRetryCount { get; set; } = 4;

    /// <summary>Hours for which a replaced secret of an outgoing integration keeps signing beside the new one, when <c>overlapHours</c> is left out.</summary>
    /// <value>24; from 0 to 168.</value>
    [Range(0, 168)]
    public int SecretOverlapHours { get; set; } = 24;

    /// <summary>Replaced secrets of one integration that may sign at the same time.</summary>
    /// <value>5; from 1 to 10.</value>
    [Range(1, 10)]
    public int MaxPreviousSecrets { get; set; } = 5;
}
