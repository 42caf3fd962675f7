using System.Text.Json.Serialization;
using Azure;
using Gantry.Functions.Identity;
using Gantry.Functions.OAuth.Apps;
using Gantry.Functions.OAuth.Scopes;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.OAuth.Tokens;

/// <summary>What the token endpoint answers (RFC 6749 5.1).</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    [property: JsonPropertyName("scope")] string Scope);

/// <summary>
/// Gives tokens for codes and refresh tokens. Each is one read of the grant's row and one write under its ETag: of two instances that redeem the same thing
/// one wins, and the other has seen a replay, which ends the grant.
/// </summary>
internal sealed class TokenIssue(GrantStore grants, UserStore users, IOptions<OAuthOptions> options, TimeProvider time)
{
    /// <summary>Redeems an authorization code (RFC 6749 4.1.3).</summary>
    /// <exception cref="OAuthException">invalid_request or invalid_grant.</exception>
    public async Task<TokenAnswer> RedeemCodeAsync(OAuthApp app, OAuthFields fields, CancellationToken cancellationToken)
    {
        var (grant, read, hash) = await FindAsync(fields.Require("code"), GrantSecretKind.Code, cancellationToken);
        if (hash != grant.Code.Hash) throw Unknown();

        // Whoever holds a used code has it from a place where it should not be: what it gave ends (RFC 6749 4.1.2).
        if (grant.Code.IsRedeemed) throw await EndAsync(grant, "The code was used before.", cancellationToken);
        if (grant.ClientId != app.ClientId) throw Unknown();
        if (grant.Code.ExpiresAt <= time.GetUtcNow()) throw OAuthException.InvalidGrant("The code has expired.");
        RequireSameRedirect(grant.Code, fields.Find("redirect_uri"));
        if (!Pkce.Verify(grant.Code.Challenge, fields.Find("code_verifier"))) throw OAuthException.InvalidGrant("The code_verifier does not fit the code.");
        return await IssueAsync(grant, grant with { Code = grant.Code with { IsRedeemed = true } }, grant.Scopes, read, cancellationToken);
    }

    /// <summary>Gives new tokens for a refresh token, which ends with that, as the access token before does (RFC 6749 6, RFC 9700 4.14.2).</summary>
    /// <exception cref="OAuthException">invalid_request, invalid_grant or invalid_scope.</exception>
    public async Task<TokenAnswer> RefreshAsync(OAuthApp app, OAuthFields fields, CancellationToken cancellationToken)
    {
        var scopes = Scope.Parse(fields.Find("scope"));
        var (grant, read, hash) = await FindAsync(fields.Require("refresh_token"), GrantSecretKind.Refresh, cancellationToken);
        if (grant.ClientId != app.ClientId) throw Unknown();

        // The grant's id is known only from its tokens: one that is not the newest was used before, by the client or by a thief.
        if (hash != grant.Refresh?.Hash) throw await EndAsync(grant, "The refresh token was used before.", cancellationToken);
        if (grant.ExpiresAt <= time.GetUtcNow()) throw OAuthException.InvalidGrant("The refresh token has expired.");
        if (scopes?.All(scope => Scope.Includes(grant.Scopes, scope)) == false) throw new OAuthException("invalid_scope", "The scope goes beyond what was granted.");
        return await IssueAsync(grant, grant, scopes ?? grant.Scopes, read, cancellationToken);
    }

    private async Task<(Grant Grant, ETag Read, string Hash)> FindAsync(string text, string kind, CancellationToken cancellationToken)
    {
        var secret = GrantSecret.Parse(text, kind) ?? throw Unknown();
        var (grant, read) = await grants.ReadAsync(secret, cancellationToken) ?? throw Unknown();
        return (grant, read, secret.Hash);
    }

    private async Task<TokenAnswer> IssueAsync(Grant before, Grant grant, IReadOnlyList<string> scopes, ETag read, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(grant.UserId, cancellationToken) is not { Active: true }) throw Unknown();
        var (now, limits) = (time.GetUtcNow(), options.Value);
        var access = GrantSecret.New(GrantSecretKind.Access, grant.Id, grant.UserId);
        var refresh = GrantSecret.New(GrantSecretKind.Refresh, grant.Id, grant.UserId);
        var next = grant with
        {
            Access = new GrantToken(access.Hash, now, now.AddSeconds(limits.AccessTokenSeconds), scopes),
            Refresh = new GrantToken(refresh.Hash, now, now.AddDays(limits.RefreshTokenDays), grant.Scopes),
        };
        if (!await grants.ReplaceAsync(before, next, read, cancellationToken)) throw await EndAsync(before, "It was used at the same time elsewhere.", cancellationToken);
        return new TokenAnswer(access.Text, "bearer", limits.AccessTokenSeconds, refresh.Text, string.Join(' ', scopes));
    }

    private async Task<OAuthException> EndAsync(Grant grant, string description, CancellationToken cancellationToken)
    {
        await grants.RemoveAsync(grant, cancellationToken);
        return OAuthException.InvalidGrant(description);
    }

    private static void RequireSameRedirect(GrantCode code, string? given)
    {
        var isSame = given is null ? !code.IsRedirectUriGiven : string.Equals(given, code.RedirectUri, StringComparison.Ordinal);
        if (!isSame) throw OAuthException.InvalidGrant("The redirect_uri is not that of the authorization request.");
    }

    private static OAuthException Unknown() => OAuthException.InvalidGrant("The code or token is unknown, ended, or was given to another client.");
}
