using System.Security.Cryptography;
using System.Text;

namespace Gantry.Functions.Identity;

/// <summary>A login token or personal access token as stored: only its hash, never itself.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="Hash">SHA-256 of the token, hex.</param>
/// <param name="Name">The name of a personal access token; null for a login token.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastTokenPart">The last six characters, to recognise it by.</param>
/// <param name="BypassTwoFactor">Kept for Rocket.Chat's clients.</param>
internal sealed record Token(string UserId, string Hash, string? Name, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string LastTokenPart, bool BypassTwoFactor)
{
    private const int RandomLength = 26;

    /// <summary>A new secret: the user's id, so that a token alone finds its partition (<c>resume</c>), and 26 random characters (154 bits).</summary>
    public static string NewSecret(string userId) => userId + RandomId.Secret(RandomLength);

    /// <summary>The user that a secret claims to be of; empty if it is none.</summary>
    public static string UserIdOf(string secret) => secret.Length > RandomLength ? secret[..^RandomLength] : "";

    /// <summary>Makes the stored form of a new secret.</summary>
    public static Token Create(string userId, string secret, string? name, DateTimeOffset now, DateTimeOffset? expiresAt, bool bypassTwoFactor = false) =>
        new(userId, HashOf(secret), name, now, expiresAt, secret[^6..], bypassTwoFactor);

    /// <summary>The hash that a secret is stored under.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
