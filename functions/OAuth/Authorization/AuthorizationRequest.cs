using Gantry.Functions.OAuth.Apps;
using Gantry.Functions.OAuth.Scopes;
using Gantry.Functions.OAuth.Tokens;

namespace Gantry.Functions.OAuth.Authorization;

/// <summary>What a client asks for at <c>/oauth/authorize</c> (RFC 6749 4.1.1, RFC 7636 4.3).</summary>
/// <param name="Client">The client and where its answer goes.</param>
/// <param name="Scopes">What it asks for.</param>
/// <param name="State">Given back as it came.</param>
/// <param name="Challenge">The S256 challenge; null if it sent none.</param>
internal sealed record AuthorizationRequest(AuthorizationClient Client, IReadOnlyList<string> Scopes, string? State, string? Challenge)
{
    /// <summary>The client.</summary>
    public OAuthApp App => Client.App;

    /// <summary>Reads a request whose client is known.</summary>
    /// <exception cref="OAuthException">invalid_request, unsupported_response_type or invalid_scope.</exception>
    public static AuthorizationRequest Read(AuthorizationClient client, OAuthFields fields)
    {
        if (fields.Require("response_type") != "code") throw new OAuthException("unsupported_response_type", "There is only the response_type code.");
        if ((fields.Find("response_mode") ?? "query") != "query") throw OAuthException.InvalidRequest("There is only the response_mode query.");
        var scopes = Scope.Parse(fields.Find("scope")) ?? Scope.Default;
        return new AuthorizationRequest(client, scopes, fields.Find("state"), ReadChallenge(client.App, fields));
    }

    /// <summary>The request as the parameters that it came in, for the forms of the pages and for the way back to them.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ToFields()
    {
        yield return new("response_type", "code");
        yield return new("client_id", App.ClientId);
        if (Client.IsRedirectUriGiven) yield return new("redirect_uri", Client.RedirectUri);
        yield return new("scope", string.Join(' ', Scopes));
        if (State is not null) yield return new("state", State);
        if (Challenge is null) yield break;
        yield return new("code_challenge", Challenge);
        yield return new("code_challenge_method", Pkce.Method);
    }

    // Without the method it would be plain (RFC 7636 4.3), which is not there.
    private static string? ReadChallenge(OAuthApp app, OAuthFields fields)
    {
        var (challenge, method) = (fields.Find("code_challenge"), fields.Find("code_challenge_method"));
        if (challenge is null && method is null && !app.IsPublic) return null;
        if (challenge is null) throw OAuthException.InvalidRequest("The parameter code_challenge is missing.");
        if (method != Pkce.Method) throw OAuthException.InvalidRequest("The transform algorithm is not supported: code_challenge_method has to be S256.");
        return Pkce.IsChallenge(challenge) ? challenge : throw OAuthException.InvalidRequest("The code_challenge is not a SHA-256 in base64url.");
    }
}
