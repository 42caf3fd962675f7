using System.Security.Claims;
using System.Text.Encodings.Web;
using Gantry.Functions.Rest;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>Authenticates by <c>X-Auth-Token</c> and <c>X-User-Id</c>: both are needed, and the token must be that user's.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenStore tokens, UserStore users, Permissions permissions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (userId, secret) = (Request.Headers["X-User-Id"].ToString(), Request.Headers["X-Auth-Token"].ToString());
        if (userId.Length is 0 or > 256 || secret.Length is 0 or > 256) return AuthenticateResult.NoResult();
        var aborted = Context.RequestAborted;
        if (await tokens.FindAsync(userId, secret, aborted) is not { } token) return AuthenticateResult.Fail("unknown token");
        if (await users.FindAsync(userId, aborted) is not { Active: true } user) return AuthenticateResult.Fail("no such active user");

        Context.Features.Set(new Caller(user, await permissions.GetAsync(aborted), token));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(ClaimTypes.Name, user.Username)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        var answer = new
        {
            success = false,
            error = "unauthorized",
            errorType = "error-user-not-authenticated",
            status = "error",
            message = "You must be logged in to do this.",
        };
        return Response.WriteAsJsonAsync(answer, RestJson.Options, Context.RequestAborted);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ErrorAnswers.For(ApiException.Forbidden()).ExecuteAsync(Context);
}
