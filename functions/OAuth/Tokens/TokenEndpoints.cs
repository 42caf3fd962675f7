using Gantry.Functions.OAuth.Apps;
using Gantry.Functions.RateLimiting;

namespace Gantry.Functions.OAuth.Tokens;

/// <summary>The endpoints that clients call themselves: <c>/oauth/token</c> (RFC 6749 3.2), <c>/oauth/revoke</c> (RFC 7009), <c>/oauth/introspect</c> (RFC 7662).</summary>
internal sealed class TokenEndpoints(ClientAuthentication clients, OAuthLimit limit, TokenIssue issue, TokenInspection inspection)
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RouteGroupBuilder oauth)
    {
        oauth.MapPost("token", (TokenEndpoints endpoints, HttpContext context, CancellationToken cancellationToken) =>
            endpoints.RunAsync(context, endpoints.TokenAsync, cancellationToken)).AllowAnonymous();
        oauth.MapPost("revoke", (TokenEndpoints endpoints, HttpContext context, CancellationToken cancellationToken) =>
            endpoints.RunAsync(context, endpoints.RevokeAsync, cancellationToken)).AllowAnonymous();
        oauth.MapPost("introspect", (TokenEndpoints endpoints, HttpContext context, CancellationToken cancellationToken) =>
            endpoints.RunAsync(context, endpoints.IntrospectAsync, cancellationToken)).AllowAnonymous();
    }

    private async Task<IResult> RunAsync(HttpContext context, Func<OAuthApp, OAuthFields, HttpContext, CancellationToken, Task<object>> handle, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        try
        {
            var fields = await OAuthFields.FromBodyAsync(context.Request, cancellationToken);
            if (!await limit.AdmitsAsync(context, RateLimitRule.OAuthTokens, ClientAuthentication.ClaimedId(context.Request, fields), cancellationToken))
                throw new OAuthException("temporarily_unavailable", "Too many requests. Please slow down.", StatusCodes.Status429TooManyRequests);
            var app = await clients.AuthenticateAsync(context.Request, fields, cancellationToken);
            return Results.Json(await handle(app, fields, context, cancellationToken));
        }
        catch (OAuthException refusal)
        {
            if (refusal.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Basic realm=\"Gantry\", charset=\"UTF-8\"";
            return Results.Json(new { error = refusal.Error, error_description = refusal.Message }, statusCode: refusal.Status);
        }
    }

    private async Task<object> TokenAsync(OAuthApp app, OAuthFields fields, HttpContext context, CancellationToken cancellationToken) => fields.Require("grant_type") switch
    {
        "authorization_code" => await issue.RedeemCodeAsync(app, fields, cancellationToken),
        "refresh_token" => await issue.RefreshAsync(app, fields, cancellationToken),
        _ => throw new OAuthException("unsupported_grant_type", "There are authorization_code and refresh_token."),
    };

    private async Task<object> RevokeAsync(OAuthApp app, OAuthFields fields, HttpContext context, CancellationToken cancellationToken)
    {
        await inspection.RevokeAsync(app, fields.Require("token"), cancellationToken);
        return new { };
    }

    private async Task<object> IntrospectAsync(OAuthApp app, OAuthFields fields, HttpContext context, CancellationToken cancellationToken)
    {
        // Without a secret anybody could try tokens here (RFC 7662 2.1).
        if (app.IsPublic) throw OAuthException.InvalidClient("Only a client with a secret may introspect tokens.");
        return await inspection.IntrospectAsync(app, fields.Require("token"), context.Request, cancellationToken);
    }
}
