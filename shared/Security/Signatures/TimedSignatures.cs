using System.Text;

namespace Gantry.Shared.Security.Signatures;

/// <summary>Stripe: <c>Stripe-Signature</c> holds <c>t=SECONDS,v1=HEX</c>, several v1; signed are timestamp and body, joined by a dot.</summary>
internal sealed class StripeSignature() : SignaturePreset("stripe", null)
{
    public override SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now)
    {
        if (request.Header("Stripe-Signature") is not { } value) return SignatureResult.MissingSignature;
        var parts = value.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToList();
        var timestamp = parts.Find(part => part[0] == "t")?[1];
        if (TimestampCheck.Check(timestamp, now) is var fresh and not SignatureResult.Valid) return fresh;
        var expected = Hmac.Compute(Encoding.UTF8.GetBytes(secret), timestamp + ".", request.Body);
        var results = parts.Where(part => part[0] == "v1").Select(part => Hmac.Compare(expected, Hmac.FromHex(part[1]))).ToList();
        return results.Count == 0 ? SignatureResult.MalformedSignature : results.Contains(SignatureResult.Valid) ? SignatureResult.Valid : results[0];
    }
}

/// <summary>Slack: <c>X-Slack-Signature</c> holds <c>v0=HEX</c>; signed are <c>v0</c>, timestamp and body, joined by colons.</summary>
internal sealed class SlackSignature() : SignaturePreset("slack", null)
{
    public override SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now)
    {
        if (request.Header("X-Slack-Signature") is not { } signature) return SignatureResult.MissingSignature;
        var timestamp = request.Header("X-Slack-Request-Timestamp");
        if (TimestampCheck.Check(timestamp, now) is var fresh and not SignatureResult.Valid) return fresh;
        if (!signature.StartsWith("v0=", StringComparison.Ordinal)) return SignatureResult.MalformedSignature;
        return Hmac.Compare(Hmac.Compute(Encoding.UTF8.GetBytes(secret), $"v0:{timestamp}:", request.Body), Hmac.FromHex(signature[3..]));
    }
}
