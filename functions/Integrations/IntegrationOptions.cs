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
}
