using System.Net;
using Gantry.Functions.Integrations;
using Gantry.Shared.Security.Signatures;

namespace Gantry.Functions.Hooks;

/// <summary>What stands between a right token and the work: the switch, the address rule, the signature.</summary>
internal static class HookGuard
{
    /// <summary>Lets a call pass.</summary>
    /// <exception cref="ApiException">503: disabled; 403: the address; 401: the signature, with what to mend.</exception>
    public static void Check(Integration integration, HookCall call, DateTimeOffset now)
    {
        if (!integration.Enabled) throw ApiException.Unavailable();
        CheckAddress(integration, call.Address);
        CheckSignature(integration, call, now);
    }

    private static void CheckAddress(Integration integration, IPAddress? address)
    {
        if (integration.AllowedAddresses is not { } allowed) return;
        if (address is null)
            throw new ApiException(403, "error-address-unknown", "This integration accepts only some addresses, but the caller's is not known here: set Hosting:ClientAddressHeaders to the header that the front end writes it to.");
        if (!allowed.Any(network => Contains(network, address)))
            throw new ApiException(403, "error-address-not-allowed", $"The address {address} may not call this integration.");
    }

    private static bool Contains(string network, IPAddress address) =>
        IPAddress.TryParse(network, out var single) ? single.Equals(address) : IPNetwork.TryParse(network, out var range) && range.Contains(address);

    private static void CheckSignature(Integration integration, HookCall call, DateTimeOffset now)
    {
        if (integration.Signature is not { } rule || !SignaturePreset.TryFind(rule.Preset, out var preset)) return;
        var result = preset.Verify(call.ToSigned(), rule.Secret, rule.Header, now);
        if (result != SignatureResult.Valid) throw new ApiException(401, "error-invalid-signature", Explain(result, rule));
    }

    private static string Explain(SignatureResult result, SignatureRule rule) => result switch
    {
        SignatureResult.MissingSignature => $"The call is not signed: this integration expects the signature '{rule.Preset}'{(rule.Header is null ? "" : $" in the header {rule.Header}")}.",
        SignatureResult.MalformedSignature => $"The signature is not of the form that '{rule.Preset}' has.",
        SignatureResult.MissingTimestamp => "The header with the time of signing is missing or not a number of seconds since 1970.",
        SignatureResult.StaleTimestamp => "The call was signed more than five minutes ago or in the future: check the sender's clock, and do not repeat old calls.",
        _ => "The signature does not belong to this body: check the shared secret, and that nothing changes the body on its way.",
    };
}
