using Gantry.Functions.OAuth.Apps;
using Gantry.Functions.OAuth.Pages;
using Gantry.Functions.RateLimiting;

namespace Gantry.Functions.OAuth.Authorization;

/// <summary><c>/oauth/authorize</c> (RFC 6749 3.1): finds out who the user is and whether it agrees, on pages that work without scripts, and sends the answer to the client.</summary>
internal sealed class AuthorizeEndpoint(OAuthAppStore apps, BrowserSession sessions, CodeIssue codes, OAuthLimit limit, Issuer issuer)
{
    /// <summary>Maps the routes.</summary>
    public static void Map(RouteGroupBuilder oauth)
    {
        oauth.MapGet("authorize", (AuthorizeEndpoint endpoint, HttpContext context, CancellationToken cancellationToken) =>
            endpoint.RunAsync(context, OAuthFields.FromQuery(context.Request), endpoint.ShowAsync, cancellationToken)).AllowAnonymous();
        oauth.MapPost("authorize", (AuthorizeEndpoint endpoint, HttpContext context, CancellationToken cancellationToken) => endpoint.PostAsync(context, cancellationToken)).AllowAnonymous();
    }

    private async Task<IResult> PostAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(context, await OAuthFields.FromBodyAsync(context.Request, cancellationToken), DecideAsync, cancellationToken);
        }
        catch (OAuthException refusal)
        {
            return ErrorPage.For(refusal);
        }
    }

    private async Task<IResult> RunAsync(HttpContext context, OAuthFields fields, Func<HttpContext, OAuthFields, AuthorizationRequest, CancellationToken, Task<IResult>> handle, CancellationToken cancellationToken)
    {
        AuthorizationClient client;
        try
        {
            client = await AuthorizationClient.FindAsync(fields, apps, cancellationToken);
        }
        catch (OAuthException refusal)
        {
            return ErrorPage.For(refusal);
        }

        string? state = null;
        try
        {
            state = fields.Find("state");
            return await handle(context, fields, AuthorizationRequest.Read(client, fields), cancellationToken);
        }
        catch (OAuthException refusal)
        {
            return Redirection.WithError(client, state, issuer.For(context.Request), refusal);
        }
    }

    private async Task<IResult> ShowAsync(HttpContext context, OAuthFields fields, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(context, cancellationToken) is not { } session) return LoginPage.For(request, sessions.EnsureFormKey(context));
        return await codes.IsAllowedAsync(session.User, request, cancellationToken) ? await AllowAsync(context, session, request, cancellationToken) : ConsentPage.For(request, session);
    }

    private async Task<IResult> DecideAsync(HttpContext context, OAuthFields fields, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(context, cancellationToken);
        var isLogin = fields.Find("form") == LoginPage.Form;
        if (!isLogin && session is null) return LoginPage.For(request, sessions.EnsureFormKey(context), "Your session has ended. Please log in again.");
        var key = isLogin ? BrowserSession.FormKey(context) : session!.Token;
        if (!FormToken.IsValid(fields.Find("token"), key, isLogin ? LoginPage.Form : ConsentPage.Form, request)) return ErrorPage.ForStaleForm(request);
        switch (fields.Find("action"))
        {
            case "login" when isLogin:
                return await LogInAsync(context, fields, request, cancellationToken);
            case "allow" when !isLogin:
                return await AllowAsync(context, session!, request, cancellationToken);
            case "logout" when !isLogin:
                await sessions.LogOutAsync(context, session!, cancellationToken);
                return Redirection.ToPage(request);
            default:
                throw new OAuthException("access_denied", "The user denied access to your application");
        }
    }

    private async Task<IResult> LogInAsync(HttpContext context, OAuthFields fields, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        var (key, name, password) = (BrowserSession.FormKey(context)!, fields.Find("username"), fields.Find("password"));
        if (name is null || password is null) return LoginPage.For(request, key, "Please enter your user name and your password.", name);
        const string tooMany = "Too many tries. Please wait a minute, then try again.";
        try
        {
            if (!await limit.AdmitsAsync(context, RateLimitRule.Authentication, null, cancellationToken)) return LoginPage.For(request, key, tooMany, name, StatusCodes.Status429TooManyRequests);
            return await sessions.LogInAsync(context, name, password, cancellationToken) ? Redirection.ToPage(request) : LoginPage.For(request, key, "The user name or the password is wrong.", name);
        }
        catch (ApiException full) when (full.Status == StatusCodes.Status429TooManyRequests)
        {
            return LoginPage.For(request, key, tooMany, name, StatusCodes.Status429TooManyRequests);
        }
    }

    private async Task<IResult> AllowAsync(HttpContext context, Session session, AuthorizationRequest request, CancellationToken cancellationToken) =>
        Redirection.WithCode(request, issuer.For(context.Request), await codes.IssueAsync(session.User, request, cancellationToken));
}
