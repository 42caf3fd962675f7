using Gantry.Functions.Rest;

namespace Gantry.Functions.OAuth.Apps;

/// <summary>The fields of an app that a call gives, checked (<c>rocket-chat-behaviour.md</c> 5.1).</summary>
internal static class OAuthAppFields
{
    private const int MaxName = 100;

    /// <summary>The name, which is shown to users who decide about the app: no controls, and nothing that turns the direction of text.</summary>
    /// <exception cref="ApiException">400: blank. 422: too long, or with characters that cannot be.</exception>
    public static string Name(Parameters parameters)
    {
        var name = (parameters.String("name") ?? throw ApiException.MissingKey("name")).Trim();
        if (name.Length == 0) throw new ApiException(400, "error-invalid-name", "Invalid name [error-invalid-name]");
        if (name.Length > MaxName) throw ApiException.Invalid("error-invalid-name", $"The name is longer than {MaxName} characters");
        return name.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format)
            ? throw ApiException.Invalid("error-invalid-name", "The name contains characters that cannot be seen")
            : name;
    }

    /// <summary>The redirect URIs: an array, or a text with commas or line ends.</summary>
    /// <exception cref="ApiException">400: none. 422: too many, or one that cannot be.</exception>
    public static IReadOnlyList<string> RedirectUris(Parameters parameters, int max)
    {
        var given = parameters.List("redirectUri") ?? throw ApiException.MissingKey("redirectUri");
        List<string> uris = [.. given.SelectMany(text => text.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];
        if (uris.Count == 0) throw new ApiException(400, "error-invalid-redirectUri", "Invalid redirectUri [error-invalid-redirectUri]");
        if (uris.Count > max) throw ApiException.Invalid("error-invalid-redirectUri", $"There are more than {max} redirect URIs");
        if (uris.Find(uri => !RedirectUri.IsValid(uri)) is { } wrong)
            throw ApiException.Invalid("error-invalid-redirectUri", "Invalid redirectUri: an https address without fragment, user name or wildcard, or http on the loopback interface", new { redirectUri = wrong });
        return uris;
    }

    /// <summary>Whether the client can keep a secret; it can unless the call says otherwise.</summary>
    /// <exception cref="ApiException">422: neither confidential nor public.</exception>
    public static string ClientType(Parameters parameters) => (parameters.String("clientType") ?? OAuthApp.Confidential) switch
    {
        OAuthApp.Confidential => OAuthApp.Confidential,
        OAuthApp.Public => OAuthApp.Public,
        _ => throw ApiException.Invalid("error-invalid-clientType", "Invalid clientType; there are confidential and public"),
    };
}
