using System.Security.Claims;
using System.Text.Encodings.Web;
using Gantry.Functions.Identity;
using Gantry.Functions.OAuth.Apps;
using Gantry.Functions.OAuth.Scopes;
using Gantry.Functions.OAuth.Tokens;
using Gantry.Functions.Rest;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.OAuth;

/// <summary>Authenticates by an OAuth access token in <c>Authorization: Bearer</c> (RFC 6750). It is good while its user and its app are active.</summary>
internal sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, GrantStore grants, OAuthAppStore apps, UserStore users, Permissions permissions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Bearer";

    private const string Prefix = "Bearer ";

    /// <summary>Whether a request comes with such a token, and not with Rocket.Chat's headers.</summary>
    public static bool IsUsedBy(HttpRequest request) => IsBearer(request) && !request.Headers.ContainsKey("X-Auth-Token");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!IsBearer(Request)) return AuthenticateResult.NoResult();
        var aborted = Context.RequestAborted;
        if (GrantSecret.Parse(header[Prefix.Length..].Trim(), GrantSecretKind.Access) is not { } secret
            || await grants.FindByAccessTokenAsync(secret, aborted) is not { } grant
            || await apps.FindActiveAsync(grant.ClientId, aborted) is null
            || await users.FindAsync(grant.UserId, aborted) is not { Active: true } user) return AuthenticateResult.Fail("no good access token");

        Context.Features.Set(new Caller(user, await permissions.GetAsync(aborted), token: null));
        Context.Features.Set(new GrantedScopes(grant.Access!.Scopes));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(ClaimTypes.Name, user.Username)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Who brought no token is only told which kind is wanted (RFC 6750 3.1).
        Response.Headers.WWWAuthenticate = IsBearer(Request)
            ? "Bearer realm=\"Gantry\", error=\"invalid_token\", error_description=\"The access token is unknown, expired or revoked\""
            : "Bearer realm=\"Gantry\"";
        return ErrorAnswers.For(ApiException.Unauthorized()).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (ScopeCheck.IsMet(Context)) return ErrorAnswers.For(ApiException.Forbidden()).ExecuteAsync(Context);
        var scope = ScopeCheck.RequiredBy(Context);
        Response.Headers.WWWAuthenticate = $"Bearer realm=\"Gantry\", error=\"insufficient_scope\", scope=\"{scope}\"";
        return ErrorAnswers.For(new ApiException(403, "insufficient_scope", $"The access token lacks the scope {scope} [insufficient_scope]", new { scope })).ExecuteAsync(Context);
    }

    private static bool IsBearer(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
