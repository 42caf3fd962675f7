using System.Text.Json.Serialization;
using Gantry.Functions.OAuth.Scopes;

namespace Gantry.Functions.OAuth.Tokens;

/// <summary>
/// One authorization that a user gave a client, with all that came of it: the code, then the refresh token and access token of the moment. It is one row, so
/// that every step is decided by its ETag: a code is redeemed once, a refresh token is used once, and the removal of the row ends the whole family
/// (RFC 9700 4.14.2).
/// </summary>
/// <param name="Id">Its id, which only those know who hold a code or token of it.</param>
/// <param name="UserId">Who gave it.</param>
/// <param name="ClientId">To whom.</param>
/// <param name="Scopes">What for.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Code">The code.</param>
internal sealed record Grant(string Id, string UserId, string ClientId, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, GrantCode Code)
{
    /// <summary>The refresh token of the moment; null before the code is redeemed.</summary>
    public GrantToken? Refresh { get; init; }

    /// <summary>The access token of the moment; null before the code is redeemed, or if it was revoked alone.</summary>
    public GrantToken? Access { get; init; }

    /// <summary>When nothing of it is good any more.</summary>
    [JsonIgnore]
    public DateTimeOffset ExpiresAt => Refresh?.ExpiresAt ?? Code.ExpiresAt;
}

/// <summary>An authorization code as stored, and what it is bound to (RFC 6749 4.1.3, RFC 7636 4.4).</summary>
/// <param name="Hash">SHA-256 of the code.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="RedirectUri">Where it was sent.</param>
/// <param name="IsRedirectUriGiven">Whether the request named that, so that the redemption has to as well.</param>
/// <param name="Challenge">The S256 challenge; null for a client that sent none.</param>
internal sealed record GrantCode(string Hash, DateTimeOffset ExpiresAt, string RedirectUri, bool IsRedirectUriGiven, string? Challenge)
{
    /// <summary>Whether tokens were given for it. It is kept so that its replay is noticed.</summary>
    public bool IsRedeemed { get; init; }
}

/// <summary>An access or refresh token as stored.</summary>
/// <param name="Hash">SHA-256 of it.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Scopes">What it is good for; see <see cref="Scope"/>.</param>
internal sealed record GrantToken(string Hash, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, IReadOnlyList<string> Scopes);

/// <summary>What a user allowed a client, remembered so that it is not asked again.</summary>
internal sealed record Consent(string ClientId, IReadOnlyList<string> Scopes, DateTimeOffset GivenAt);
