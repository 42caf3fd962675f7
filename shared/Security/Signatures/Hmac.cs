using System.Security.Cryptography;
using System.Text;

namespace Gantry.Shared.Security.Signatures;

/// <summary>HMAC-SHA256 over a prefix and a body, compared in constant time.</summary>
internal static class Hmac
{
    public static byte[] Compute(byte[] key, string prefix, ReadOnlyMemory<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(prefix));
        hmac.AppendData(body.Span);
        return hmac.GetHashAndReset();
    }

    public static SignatureResult Compare(byte[] expected, byte[]? given) => given switch
    {
        null => SignatureResult.MalformedSignature,
        _ => CryptographicOperations.FixedTimeEquals(expected, given) ? SignatureResult.Valid : SignatureResult.Mismatch,
    };

    public static byte[]? FromHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
