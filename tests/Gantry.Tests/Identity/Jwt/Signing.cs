using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gantry.Tests.Identity.Jwt;

/// <summary>Makes JSON Web Tokens by hand (RFC 7515 section 3.1), so that wrong ones can be made too.</summary>
internal static class Signing
{
    public const string Secret = "a-secret-of-more-than-thirty-two-bytes";
    public const string Issuer = "https://login.example.org";
    public const string Audience = "gantry";

    public static RSA Rsa { get; } = RSA.Create(2048);

    /// <summary>The claims of a good token.</summary>
    public static Dictionary<string, object> Claims(string username)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new(StringComparer.Ordinal)
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["exp"] = now + 300,
            ["iat"] = now,
            ["preferred_username"] = username,
            ["email"] = username + "@example.org",
            ["name"] = "Name of " + username,
        };
    }

    public static string Hs256(object claims, string secret = Secret) => Sign(new { alg = "HS256", typ = "JWT" }, claims, data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data));

    public static string Hs512(object claims) => Sign(new { alg = "HS512", typ = "JWT" }, claims, data => HMACSHA512.HashData(Encoding.UTF8.GetBytes(Secret), data));

    public static string Rs256(object claims, RSA? key = null) => Sign(new { alg = "RS256", typ = "JWT" }, claims, data => (key ?? Rsa).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Unsigned(object claims, string algorithm = "none") => Sign(new { alg = algorithm, typ = "JWT" }, claims, _ => []);

    private static string Sign(object header, object claims, Func<byte[], byte[]> sign)
    {
        var text = Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        return text + "." + Encode(sign(Encoding.ASCII.GetBytes(text)));
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
