using System.Security.Cryptography;
using System.Text;

namespace Gantry.Shared.Security.Signatures;

/// <summary>GitHub: <c>X-Hub-Signature-256</c> holds <c>sha256=HEX</c> over the body.</summary>
internal sealed class GitHubSignature() : SignaturePreset("github", "X-GitHub-Delivery")
{
    public override SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now)
    {
        if (request.Header("X-Hub-Signature-256") is not { } signature) return SignatureResult.MissingSignature;
        if (!signature.StartsWith("sha256=", StringComparison.Ordinal)) return SignatureResult.MalformedSignature;
        return Hmac.Compare(Hmac.Compute(Encoding.UTF8.GetBytes(secret), "", request.Body), Hmac.FromHex(signature[7..]));
    }
}

/// <summary>GitLab: <c>X-Gitlab-Token</c> holds the secret itself.</summary>
internal sealed class GitLabToken() : SignaturePreset("gitlab", "X-Gitlab-Event-UUID")
{
    public override SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now)
    {
        if (request.Header("X-Gitlab-Token") is not { } token) return SignatureResult.MissingSignature;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(token)) ? SignatureResult.Valid : SignatureResult.Mismatch;
    }
}

/// <summary>Shopify: <c>X-Shopify-Hmac-Sha256</c> holds Base64 over the body.</summary>
internal sealed class ShopifySignature() : SignaturePreset("shopify", "X-Shopify-Webhook-Id")
{
    public override SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now) =>
        request.Header("X-Shopify-Hmac-Sha256") is { } signature
            ? Hmac.Compare(Hmac.Compute(Encoding.UTF8.GetBytes(secret), "", request.Body), Hmac.FromBase64(signature))
            : SignatureResult.MissingSignature;
}

/// <summary>Any sender of HMAC-SHA256 over the body, hexadecimal or Base64, with or without <c>sha256=</c>, in a header that the integration names.</summary>
internal sealed class GenericHmacSignature() : SignaturePreset("hmac", null)
{
    public override bool NeedsHeader => true;

    public override SignatureResult Verify(SignedRequest request, string secret, string? header, DateTimeOffset now)
    {
        if (header is null || request.Header(header) is not { } signature) return SignatureResult.MissingSignature;
        if (signature.StartsWith("sha256=", StringComparison.OrdinalIgnoreCase)) signature = signature[7..];
        return Hmac.Compare(Hmac.Compute(Encoding.UTF8.GetBytes(secret), "", request.Body), signature.Length == 64 ? Hmac.FromHex(signature) : Hmac.FromBase64(signature));
    }
}
