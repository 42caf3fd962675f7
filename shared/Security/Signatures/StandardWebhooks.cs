using System.Security.Cryptography;
using System.Text;

namespace Gantry.Shared.Security.Signatures;

/// <summary>What Standard Webhooks 1.0 says of secrets and signatures: signed are id, timestamp and body, joined by dots, with HMAC-SHA256.</summary>
public static class StandardWebhooks
{
    /// <summary>The header with the id of the delivery, the same at each try.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the seconds since 1970 at which this try was signed.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";

    // The specification asks for 24 to 64 bytes; 32 is the length of the hash.
    private const int SecretBytes = 32;

    /// <summary>A new secret.</summary>
    /// <returns><c>whsec_</c> and 32 random bytes in Base64.</returns>
    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body, byte for byte as sent.</param>
    /// <param name="secrets">The secrets; while one is being replaced, the new and the old.</param>
    /// <returns>A signature for each secret, joined by blanks.</returns>
    public static string Sign(string id, long timestamp, ReadOnlyMemory<byte> body, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(Compute(secret, id, timestamp.ToString(), body))));
    }

    internal static byte[] Compute(string secret, string id, string timestamp, ReadOnlyMemory<byte> body) => Hmac.Compute(KeyOf(secret), $"{id}.{timestamp}.", body);

    private static byte[] KeyOf(string secret)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        return Hmac.FromBase64(text) ?? Encoding.UTF8.GetBytes(text);
    }
}
