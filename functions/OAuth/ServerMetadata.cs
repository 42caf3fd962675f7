using Gantry.Functions.OAuth.Scopes;
using Gantry.Functions.OAuth.Tokens;

namespace Gantry.Functions.OAuth;

/// <summary><c>/.well-known/oauth-authorization-server</c>: what this server can do and where (RFC 8414).</summary>
internal static class ServerMetadata
{
    private static readonly string[] WithSecret = ["client_secret_basic", "client_secret_post"];
    private static readonly string[] AnyClient = [.. WithSecret, "none"];
    private static readonly string[] GrantTypes = ["authorization_code", "refresh_token"];
    private static readonly string[] ResponseTypes = ["code"];
    private static readonly string[] ResponseModes = ["query"];

    public static IResult Get(HttpContext context, Issuer issuer)
    {
        var address = issuer.For(context.Request);
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Json(new
        {
            issuer = address,
            authorization_endpoint = address + "/oauth/authorize",
            token_endpoint = address + "/oauth/token",
            revocation_endpoint = address + "/oauth/revoke",
            introspection_endpoint = address + "/oauth/introspect",
            userinfo_endpoint = address + "/oauth/userinfo",
            scopes_supported = Scope.Descriptions.Keys,
            response_types_supported = ResponseTypes,
            response_modes_supported = ResponseModes,
            grant_types_supported = GrantTypes,
            token_endpoint_auth_methods_supported = AnyClient,
            revocation_endpoint_auth_methods_supported = AnyClient,
            introspection_endpoint_auth_methods_supported = WithSecret,
            code_challenge_methods_supported = new[] { Pkce.Method },
            authorization_response_iss_parameter_supported = true,
        });
    }
}
