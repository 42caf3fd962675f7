namespace Gantry.Shared.Security.Signatures;

/// <summary>Standard Webhooks: <c>webhook-signature</c> holds <c>v1,BASE64</c>, several by blanks; signed are id, timestamp and body, joined by dots.</summary>
internal sealed class StandardWebhooksSignature() : SignaturePreset("standard-webhooks", StandardWebhooks.IdHeader)
{
    public override SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now)
    {
        if (request.Header(StandardWebhooks.SignatureHeader) is not { } signatures || request.Header(StandardWebhooks.IdHeader) is not { } id) return SignatureResult.MissingSignature;
        var timestamp = request.Header(StandardWebhooks.TimestampHeader);
        if (TimestampCheck.Check(timestamp, now) is var fresh and not SignatureResult.Valid) return fresh;

        var expected = StandardWebhooks.Compute(secret, id, timestamp!, request.Body);
        var results = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(signature => signature.StartsWith("v1,", StringComparison.Ordinal))
            .Select(signature => Hmac.Compare(expected, Hmac.FromBase64(signature[3..])))
            .ToList();
        return results.Count == 0 ? SignatureResult.MalformedSignature : results.Contains(SignatureResult.Valid) ? SignatureResult.Valid : results[0];
    }
}
