using Gantry.Functions.OAuth.Apps;

namespace Gantry.Functions.OAuth.Authorization;

/// <summary>
/// The client that an authorization request is of, and where its answer goes. As long as these two are not certain nothing is sent anywhere: the user is told
/// (RFC 6749 3.1.2.4), because an answer to an address that is not registered would be an open redirect.
/// </summary>
/// <param name="App">The client.</param>
/// <param name="RedirectUri">Where answers go.</param>
/// <param name="IsRedirectUriGiven">Whether the request named that.</param>
internal sealed record AuthorizationClient(OAuthApp App, string RedirectUri, bool IsRedirectUriGiven)
{
    /// <summary>Finds both.</summary>
    /// <exception cref="OAuthException">There is no such client, or the address is not one of its own.</exception>
    public static async Task<AuthorizationClient> FindAsync(OAuthFields fields, OAuthAppStore apps, CancellationToken cancellationToken)
    {
        var app = await apps.FindActiveAsync(fields.Require("client_id"), cancellationToken)
            ?? throw new OAuthException("invalid_client", "There is no such app, or it is switched off.", StatusCodes.Status404NotFound);
        if (fields.Find("redirect_uri") is not { } requested)
        {
            // Only where there is no choice may it be left out (RFC 6749 3.1.2.3).
            return app.RedirectUris is [var only] && !Apps.RedirectUri.IsLoopback(only) ? new AuthorizationClient(app, only, false) : throw OAuthException.InvalidRequest("The parameter redirect_uri is missing.");
        }

        return app.RedirectUris.Any(registered => Apps.RedirectUri.Matches(registered, requested))
            ? new AuthorizationClient(app, requested, true)
            : throw OAuthException.InvalidRequest("The address to go back to (redirect_uri) is not registered for this app.");
    }
}
