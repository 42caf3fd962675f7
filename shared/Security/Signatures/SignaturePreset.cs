using System.Diagnostics.CodeAnalysis;

namespace Gantry.Shared.Security.Signatures;

/// <summary>How one kind of sender signs its calls.</summary>
/// <param name="name">The name that integrations choose it by.</param>
/// <param name="deliveryHeader">The header with which the sender numbers its deliveries, the same at a repetition; null if it has none.</param>
public abstract class SignaturePreset(string name, string? deliveryHeader)
{
    private static readonly SignaturePreset[] All =
    [
        new StandardWebhooksSignature(), new GitHubSignature(), new GitLabToken(), new StripeSignature(), new SlackSignature(), new ShopifySignature(), new GenericHmacSignature(),
    ];

    /// <summary>The names of all presets.</summary>
    public static IEnumerable<string> Names => All.Select(preset => preset.Name);

    /// <summary>The headers with which senders number their deliveries.</summary>
    public static IEnumerable<string> DeliveryHeaders => All.Select(preset => preset.DeliveryHeader).OfType<string>();

    /// <summary>The name that integrations choose it by.</summary>
    public string Name { get; } = name;

    /// <summary>The header with which the sender numbers its deliveries.</summary>
    public string? DeliveryHeader { get; } = deliveryHeader;

    /// <summary>Whether the integration has to name the header of the signature.</summary>
    public virtual bool NeedsHeader => false;

    /// <summary>A preset by name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="preset">The preset.</param>
    /// <returns>False if there is none.</returns>
    public static bool TryFind(string name, [NotNullWhen(true)] out SignaturePreset? preset) => (preset = Array.Find(All, candidate => candidate.Name == name)) is not null;

    /// <summary>Checks a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="secret">The shared secret.</param>
    /// <param name="header">The header that the integration names, for the preset that needs one.</param>
    /// <param name="now">The time.</param>
    /// <returns>What the check found.</returns>
    public abstract SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now);
}
