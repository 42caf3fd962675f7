using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Tests.Security.Signatures;

/// <summary>Signs calls as each kind of sender documents it.</summary>
internal static class Signer
{
    public const string Secret = "it's a secret";
    public const string StandardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static string SecretOf(string preset) => preset == "standard-webhooks" ? StandardSecret : Secret;

    public static (string Name, string Value)[] Sign(string preset, string body, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return preset switch
        {
            "github" => [("X-Hub-Signature-256", "sha256=" + Hex(Secret, body)), ("X-GitHub-Delivery", Guid.NewGuid().ToString())],
            "gitlab" => [("X-Gitlab-Token", Secret)],
            "shopify" => [("X-Shopify-Hmac-Sha256", Convert.ToBase64String(Hmac(Encoding.UTF8.GetBytes(Secret), body)))],
            "slack" => [("X-Slack-Request-Timestamp", seconds), ("X-Slack-Signature", "v0=" + Hex(Secret, $"v0:{seconds}:{body}"))],
            "stripe" => [("Stripe-Signature", $"t={seconds},v1={Hex(Secret, $"{seconds}.{body}")},v0=ignored")],
            "hmac" => [("X-Signature", Hex(Secret, body))],
            "standard-webhooks" => Standard(seconds, body),
            _ => throw new ArgumentOutOfRangeException(nameof(preset)),
        };
    }

    private static (string Name, string Value)[] Standard(string seconds, string body)
    {
        var id = "msg_" + Guid.NewGuid().ToString("N");
        var key = Convert.FromBase64String(StandardSecret["whsec_".Length..]);
        return [("webhook-id", id), ("webhook-timestamp", seconds), ("webhook-signature", "v1,AAAA v1," + Convert.ToBase64String(Hmac(key, $"{id}.{seconds}.{body}")))];
    }

    private static string Hex(string secret, string text) => Convert.ToHexStringLower(Hmac(Encoding.UTF8.GetBytes(secret), text));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
