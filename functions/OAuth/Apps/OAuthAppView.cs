using System.Text.Json.Nodes;
using Gantry.Functions.Rest;

namespace Gantry.Functions.OAuth.Apps;

/// <summary>An app as answered: the redirect URIs as one text, and the secret only in the answer to the call that made it.</summary>
internal static class OAuthAppView
{
    public static JsonObject ToNode(OAuthApp app, string? secret = null)
    {
        var node = RestJson.ToNode(app)!.AsObject();
        node.Remove("secretHash");
        node.Remove("redirectUris");
        node["redirectUri"] = string.Join(',', app.RedirectUris);
        if (secret is not null) node["clientSecret"] = secret;
        return node;
    }
}
