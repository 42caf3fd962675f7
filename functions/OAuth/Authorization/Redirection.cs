using Microsoft.AspNetCore.WebUtilities;

namespace Gantry.Functions.OAuth.Authorization;

/// <summary>Sends the browser on. After a form with 303, so that what was posted, a password maybe, is not posted there again (RFC 9700 4.12).</summary>
internal sealed class Redirection(string location) : IResult
{
    /// <summary>Back to the client with a code (RFC 6749 4.1.2, RFC 9207 2).</summary>
    public static Redirection WithCode(AuthorizationRequest request, string issuer, string code) =>
        ToClient(request.Client, [new("code", code), new("state", request.State), new("iss", issuer)]);

    /// <summary>Back to the client with a refusal (RFC 6749 4.1.2.1).</summary>
    public static Redirection WithError(AuthorizationClient client, string? state, string issuer, OAuthException refusal) =>
        ToClient(client, [new("error", refusal.Error), new("error_description", refusal.Message), new("state", state), new("iss", issuer)]);

    /// <summary>To this server's own page for a request.</summary>
    public static Redirection ToPage(AuthorizationRequest request) => new(QueryHelpers.AddQueryString("authorize", request.ToFields()));

    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.StatusCode = HttpMethods.IsPost(context.Request.Method) ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found;
        context.Response.Headers.Location = location;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }

    private static Redirection ToClient(AuthorizationClient client, KeyValuePair<string, string?>[] fields) => new(QueryHelpers.AddQueryString(client.RedirectUri, fields));
}
