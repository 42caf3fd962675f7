using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Gantry.Functions.Identity;

namespace Gantry.Functions.OAuth.Apps;

/// <summary>An OAuth client as stored (seed 000; <c>rocket-chat-behaviour.md</c> 5.1). Never answered as it is: see <see cref="OAuthAppView"/>.</summary>
internal sealed record OAuthApp
{
    /// <summary>A client that can keep a secret (RFC 6749 2.1).</summary>
    public const string Confidential = "confidential";

    /// <summary>A client that cannot: an app on a device, or in a browser.</summary>
    public const string Public = "public";

    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string Name { get; init; }

    public bool Active { get; init; }

    public required string ClientId { get; init; }

    /// <summary><see cref="Confidential"/> or <see cref="Public"/>.</summary>
    public string ClientType { get; init; } = Confidential;

    /// <summary>SHA-256 of the client's secret, hex: the secret is random, so nothing slower is needed. Null for a public client.</summary>
    public string? SecretHash { get; init; }

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    [JsonPropertyName("_createdAt")]
    public DateTimeOffset CreatedAt { get; init; }

    [JsonPropertyName("_createdBy")]
    public required UserReference CreatedBy { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }

    [JsonPropertyName("_updatedBy")]
    public UserReference? UpdatedBy { get; init; }

    /// <summary>Whether the client has no secret.</summary>
    [JsonIgnore]
    public bool IsPublic => ClientType == Public;

    /// <summary>A new secret, of the length that Rocket.Chat's have (256 bits).</summary>
    public static string NewSecret() => RandomId.Secret(43);

    /// <summary>The form in which a secret is stored.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a secret is the client's.</summary>
    public bool HasSecret(string secret) =>
        SecretHash is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(secret)), Encoding.ASCII.GetBytes(SecretHash));
}
