using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Gantry.Functions.OAuth.Tokens;

/// <summary>Proof Key for Code Exchange (RFC 7636), with S256 only: <c>plain</c> protects nobody from whoever reads the request (RFC 9700 2.1.1).</summary>
internal static partial class Pkce
{
    public const string Method = "S256";

    /// <summary>Whether a text can be an S256 challenge.</summary>
    public static bool IsChallenge(string challenge) => Challenge().IsMatch(challenge);

    /// <summary>Whether a redemption proves what its code was bound to. A verifier for a code without challenge is refused, lest a challenge be stripped on the way.</summary>
    public static bool Verify(string? challenge, string? verifier)
    {
        if (challenge is null || verifier is null) return challenge is null && verifier is null;
        if (!Verifier().IsMatch(verifier)) return false;
        var hash = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(challenge));
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{43}\z", RegexOptions.None, 1000)]
    private static partial Regex Challenge();

    [GeneratedRegex(@"^[A-Za-z0-9._~-]{43,128}\z", RegexOptions.None, 1000)]
    private static partial Regex Verifier();
}
