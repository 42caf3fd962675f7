using Azure;
using Gantry.Functions.Identity;
using Gantry.Functions.OAuth.Apps;

namespace Gantry.Functions.OAuth.Tokens;

/// <summary>Ends tokens (RFC 7009), and tells what they are worth (RFC 7662), each for the client that has them. The hint is not needed: tokens tell their kind.</summary>
internal sealed class TokenInspection(GrantStore grants, UserStore users, Issuer issuer, TimeProvider time)
{
    /// <summary>Ends a token. With a refresh token ends the whole grant; an access token ends alone. One that is not good any more does not matter.</summary>
    /// <exception cref="OAuthException">unauthorized_client: it is another client's (RFC 7009 2.1).</exception>
    public async Task RevokeAsync(OAuthApp app, string text, CancellationToken cancellationToken)
    {
        while (await FindAsync(text, cancellationToken) is { } found)
        {
            if (found.Grant.ClientId != app.ClientId) throw new OAuthException("unauthorized_client", "The token was given to another client.");
            if (found.Kind == GrantSecretKind.Refresh)
            {
                await grants.RemoveAsync(found.Grant, cancellationToken);
                return;
            }

            // A refresh at the same time has ended the token already, or comes after: read again.
            if (await grants.ReplaceAsync(found.Grant, found.Grant with { Access = null }, found.Read, cancellationToken)) return;
        }
    }

    /// <summary>Describes a token; of one that is not good, or not this client's, only that it is not active (RFC 7662 2.2).</summary>
    public async Task<object> IntrospectAsync(OAuthApp app, string text, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(text, cancellationToken) is not { } found || found.Grant.ClientId != app.ClientId || found.Token.ExpiresAt <= time.GetUtcNow()) return new { active = false };
        if (await users.FindAsync(found.Grant.UserId, cancellationToken) is not { Active: true } user) return new { active = false };
        return new
        {
            active = true,
            scope = string.Join(' ', found.Token.Scopes),
            client_id = app.ClientId,
            username = user.Username,
            token_type = found.Kind == GrantSecretKind.Access ? "bearer" : "refresh_token",
            exp = found.Token.ExpiresAt.ToUnixTimeSeconds(),
            iat = found.Token.IssuedAt.ToUnixTimeSeconds(),
            sub = user.Id,
            iss = issuer.For(request),
        };
    }

    private async Task<(Grant Grant, GrantToken Token, string Kind, ETag Read)?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if ((GrantSecret.Parse(text, GrantSecretKind.Access) ?? GrantSecret.Parse(text, GrantSecretKind.Refresh)) is not { } secret) return null;
        if (await grants.ReadAsync(secret, cancellationToken) is not (var grant, var read)) return null;
        var token = secret.Kind == GrantSecretKind.Access ? grant.Access : grant.Refresh;
        return token?.Hash == secret.Hash ? (grant, token, secret.Kind, read) : null;
    }
}
