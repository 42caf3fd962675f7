using System.Net;
using System.Text;
using Gantry.Functions.OAuth.Apps;

namespace Gantry.Functions.OAuth.Tokens;

/// <summary>How a client proves at the token endpoint who it is (RFC 6749 2.3.1): HTTP Basic, or fields of the body; a public client only says so.</summary>
internal sealed class ClientAuthentication(OAuthAppStore apps)
{
    private const string Basic = "Basic ";

    /// <summary>Authenticates a request.</summary>
    /// <exception cref="OAuthException">invalid_client; invalid_request if it uses both ways.</exception>
    public async Task<OAuthApp> AuthenticateAsync(HttpRequest request, OAuthFields fields, CancellationToken cancellationToken)
    {
        var (id, secret) = Read(request, fields);
        var app = await apps.FindActiveAsync(id, cancellationToken) ?? throw Unknown();
        var isProven = app.IsPublic ? secret is null : secret is not null && app.HasSecret(secret);
        return isProven ? app : throw Unknown();
    }

    /// <summary>The client id that a request claims, without proof: to count its tries by. Null if there is none.</summary>
    public static string? ClaimedId(HttpRequest request, OAuthFields fields)
    {
        try
        {
            return Read(request, fields).Id;
        }
        catch (OAuthException)
        {
            return null;
        }
    }

    private static (string Id, string? Secret) Read(HttpRequest request, OAuthFields fields)
    {
        var (id, secret) = (fields.Find("client_id"), fields.Find("client_secret"));
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) return (id ?? throw OAuthException.InvalidClient("The client did not say who it is."), secret);
        if (secret is not null) throw OAuthException.InvalidRequest("The client authenticates in two ways at once.");
        var (user, password) = Decode(header[Basic.Length..]);
        if (id is not null && id != user) throw OAuthException.InvalidRequest("The client calls itself by two names.");
        return (user, password.Length > 0 ? password : null);
    }

    // Both parts are form-encoded before they are put together (RFC 6749 2.3.1).
    private static (string User, string Password) Decode(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials.Trim(), bytes, out var length)) throw OAuthException.InvalidClient("The header Authorization is malformed.");
        return Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var user, var password]
            ? (WebUtility.UrlDecode(user), WebUtility.UrlDecode(password))
            : throw OAuthException.InvalidClient("The header Authorization is malformed.");
    }

    private static OAuthException Unknown() => OAuthException.InvalidClient("The client is unknown, or did not prove who it is.");
}
