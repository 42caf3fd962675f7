using Gantry.Functions.Identity;
using Gantry.Functions.OAuth.Apps;
using Gantry.Functions.OAuth.Scopes;
using Gantry.Functions.OAuth.Tokens;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.OAuth.Authorization;

/// <summary>Gives authorization codes, and knows when a user need not be asked again.</summary>
internal sealed class CodeIssue(GrantStore grants, OAuthAppStore apps, IOptions<OAuthOptions> options, TimeProvider time)
{
    /// <summary>Whether the user allowed the client all of this before. An app on a device is always asked about: any other may listen there (RFC 8252 8.6).</summary>
    public async Task<bool> IsAllowedAsync(User user, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (RedirectUri.IsLoopback(request.Client.RedirectUri)) return false;
        return await grants.FindConsentAsync(user.Id, request.App.ClientId, cancellationToken) is { } consent
            && request.Scopes.All(scope => Scope.Includes(consent.Scopes, scope));
    }

    /// <summary>Gives a code, and remembers that the user allowed it: one transaction.</summary>
    public async Task<string> IssueAsync(User user, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var code = GrantSecret.New(GrantSecretKind.Code, RandomId.New(), user.Id);
        var grant = new Grant(
            code.GrantId,
            user.Id,
            request.App.ClientId,
            request.Scopes,
            now,
            new GrantCode(code.Hash, now.AddSeconds(options.Value.CodeSeconds), request.Client.RedirectUri, request.Client.IsRedirectUriGiven, request.Challenge));
        var before = await grants.FindConsentAsync(user.Id, request.App.ClientId, cancellationToken);
        var consent = new Consent(request.App.ClientId, [.. request.Scopes.Union(before?.Scopes ?? [], StringComparer.Ordinal)], now);
        await grants.AddAsync(grant, consent, cancellationToken);
        await TrimAsync(user.Id, now, cancellationToken);
        return code.Text;
    }

    // A user's grants are few: a new one is the moment to drop those that ended, those of apps that are gone, and the oldest of too many.
    private async Task TrimAsync(string userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (all, state) = (await grants.ListAsync(userId, cancellationToken), await apps.GetAsync(cancellationToken));
        var ended = all.Where(grant => grant.ExpiresAt <= now || state.FindByAlternateKey(grant.ClientId) is null).ToList();
        var surplus = all.Except(ended).SkipLast(options.Value.MaxGrants);
        await Task.WhenAll(ended.Concat(surplus).Select(grant => grants.RemoveAsync(grant, cancellationToken)));
    }
}
