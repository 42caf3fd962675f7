using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Functions.Identity;

/// <summary>
/// Passwords as stored: PBKDF2-SHA512 with a salt each, over the SHA-256 (hex) of the password, because Rocket.Chat's clients may send
/// <c>{"digest": …, "algorithm": "sha-256"}</c> in its place.
/// </summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 64;

    // Verified in place of a user who is not there, so that the time does not tell whether one is.
    private static readonly string Nobody = Create(RandomId.Secret(32), 1_000);

    /// <summary>The digest that clients may send in place of the password.</summary>
    public static string Digest(string password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));

    /// <summary>Hashes a digest for storing.</summary>
    public static string Create(string digest, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Join('$', Scheme, iterations.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(salt), Convert.ToBase64String(Derive(digest, salt, iterations)));
    }

    /// <summary>Whether a digest is the one that was stored.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="stored">What <see cref="Create"/> gave; null where there is no such user.</param>
    /// <param name="iterations">The rounds of today.</param>
    /// <param name="outdated">Whether the stored one has fewer rounds.</param>
    public static bool Verify(string digest, string? stored, int iterations, out bool outdated)
    {
        var parts = (stored ?? WithRounds(iterations)).Split('$');
        var rounds = int.Parse(parts[1], CultureInfo.InvariantCulture);
        outdated = rounds < iterations;
        var equal = CryptographicOperations.FixedTimeEquals(Derive(digest, Convert.FromBase64String(parts[2]), rounds), Convert.FromBase64String(parts[3]));
        return equal && stored is not null;
    }

    private static string WithRounds(int iterations)
    {
        var parts = Nobody.Split('$');
        parts[1] = iterations.ToString(CultureInfo.InvariantCulture);
        return string.Join('$', parts);
    }

    private static byte[] Derive(string digest, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(digest.ToLowerInvariant(), salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
