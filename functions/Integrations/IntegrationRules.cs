using System.Net;
using Gantry.Shared.Security.Signatures;

namespace Gantry.Functions.Integrations;

/// <summary>What an integration has to look like, whatever the workspace holds (<c>rocket-chat-behaviour.md</c> 1.4).</summary>
internal static class IntegrationRules
{
    private static readonly string[] RoomGroups = ["all_public_channels", "all_private_groups", "all_direct_messages"];
    private static readonly string[] RetryDelays = ["powers-of-ten", "powers-of-two", "increments-of-two"];

    /// <summary>Whether a channel names all rooms of a kind.</summary>
    public static bool IsRoomGroup(string channel) => RoomGroups.Contains(channel, StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks an integration.</summary>
    /// <exception cref="ApiException">422: a field has a value that cannot be.</exception>
    public static void Check(Integration integration, IntegrationOptions options)
    {
        if (integration.Name.Length > 256) throw ApiException.Invalid("error-invalid-name", "The name is longer than 256 characters");
        if (integration.Script?.Length > options.MaxScriptLength) throw ApiException.Invalid("error-script-too-long", $"The script is longer than {options.MaxScriptLength} characters");
        foreach (var list in new[] { integration.Channel, integration.Urls, integration.TriggerWords, integration.AllowedAddresses })
            if (list?.Count > options.MaxListLength) throw ApiException.Invalid("error-list-too-long", $"A list has more than {options.MaxListLength} entries");

        CheckChannels(integration);
        CheckToken(integration);
        if (integration.Type == Integration.Incoming) CheckIncoming(integration);
        else CheckOutgoing(integration);
    }

    private static void CheckChannels(Integration integration)
    {
        var usesChannel = integration.Event is null || IntegrationEvent.Find(integration.Event)!.Value.Event.UsesChannel;
        if (usesChannel && integration.Channel.Count == 0) throw ApiException.Invalid("error-invalid-channel", "Invalid channel");
        foreach (var channel in integration.Channel)
            if (!IsRoomGroup(channel) && (channel.Length < 2 || channel[0] is not ('#' or '@')))
                throw ApiException.Invalid("error-invalid-channel-start-with-chars", "Invalid channel. Start with @ or #", new { channel });
    }

    // The token of an incoming integration is a segment of an address.
    private static void CheckToken(Integration integration)
    {
        var isValid = integration.Token is null or { Length: > 0 and <= 256 };
        if (isValid && integration.Type == Integration.Incoming) isValid = integration.Token!.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');
        if (!isValid) throw ApiException.Invalid("error-invalid-token", "Invalid token: at most 256 letters, digits and -._~");
    }

    private static void CheckIncoming(Integration integration)
    {
        foreach (var network in integration.AllowedAddresses ?? [])
            if (!IPAddress.TryParse(network, out _) && !IPNetwork.TryParse(network, out _))
                throw ApiException.Invalid("error-invalid-address", "Invalid address or network", new { network });
        if (integration.Signature is not { } signature) return;
        if (!SignaturePreset.TryFind(signature.Preset, out var preset))
            throw ApiException.Invalid("error-invalid-signature-preset", $"Invalid signature preset; there are {string.Join(", ", SignaturePreset.Names)}", new { signature.Preset });
        if (preset.NeedsHeader && signature.Header is null) throw ApiException.MissingKey("signature.header");
    }

    private static void CheckOutgoing(Integration integration)
    {
        var use = IntegrationEvent.Find(integration.Event)!.Value.Event;
        if (use.UsesTargetRoom && integration.TargetRoom is null) throw ApiException.Invalid("error-invalid-targetRoom", "Invalid Target Room");
        if (integration.Urls is not { Count: > 0 }) throw ApiException.Invalid("error-invalid-urls", "Invalid URLs");
        foreach (var url in integration.Urls)
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
                throw ApiException.Invalid("error-invalid-urls", "Invalid URLs", new { url });
        if (integration.RetryCount is < 1 or > 100) throw ApiException.Invalid("error-invalid-retryCount", "Invalid retryCount: 1 to 100");
        if (integration.RetryDelay is { } delay && !RetryDelays.Contains(delay, StringComparer.Ordinal))
            throw ApiException.Invalid("error-invalid-retryDelay", $"The integration's retryDelay setting is invalid; there are {string.Join(", ", RetryDelays)}");
    }
}
