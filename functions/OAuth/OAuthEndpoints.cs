using Gantry.Functions.OAuth.Authorization;
using Gantry.Functions.OAuth.Tokens;

namespace Gantry.Functions.OAuth;

/// <summary>The routes of the OAuth server (seed 000). Those that manage its apps are in <see cref="Apps.OAuthAppEndpoints"/>.</summary>
internal static class OAuthEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/oauth-authorization-server", ServerMetadata.Get).AllowAnonymous();
        var oauth = routes.MapGroup("/oauth");
        AuthorizeEndpoint.Map(oauth);
        TokenEndpoints.Map(oauth);
        oauth.MapGet("userinfo", UserInfo.Get)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(BearerAuthentication.SchemeName).RequireAuthenticatedUser());
    }
}
