using System.Text;

namespace Gantry.Shared.Security.Signatures;

/// <summary>Standard Webhooks: <c>webhook-signature</c> holds <c>v1,BASE64</c>, several by blanks; signed are id, timestamp and body, joined by dots.</summary>
internal sealed class StandardWebhooksSignature() : SignaturePreset("standard-webhooks", "webhook-id")
{
    private const string SecretPrefix = "whsec_";

    public override SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now)
    {
        if (request.Header("webhook-signature") is not { } signatures || request.Header("webhook-id") is not { } id) return SignatureResult.MissingSignature;
        var timestamp = request.Header("webhook-timestamp");
        if (TimestampCheck.Check(timestamp, now) is var fresh and not SignatureResult.Valid) return fresh;

        var expected = Hmac.Compute(KeyOf(secret), $"{id}.{timestamp}.", request.Body);
        var results = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(signature => signature.StartsWith("v1,", StringComparison.Ordinal))
            .Select(signature => Hmac.Compare(expected, Hmac.FromBase64(signature[3..])))
            .ToList();
        return results.Count == 0 ? SignatureResult.MalformedSignature : results.Contains(SignatureResult.Valid) ? SignatureResult.Valid : results[0];
    }

    private static byte[] KeyOf(string secret)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        return Hmac.FromBase64(text) ?? Encoding.UTF8.GetBytes(text);
    }
}
