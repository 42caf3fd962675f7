using Gantry.Functions.Identity;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.OAuth.Authorization;

/// <summary>Who is logged in on the authorization pages.</summary>
/// <param name="User">The user.</param>
/// <param name="Token">The login token, as the browser holds it.</param>
internal sealed record Session(User User, string Token);

/// <summary>
/// The cookies of the authorization pages: the session, which is a login token like any other, so whatever ends logins ends it; and a random text
/// that ties the login form to the browser it was sent to.
/// </summary>
internal sealed class BrowserSession(Login login, TokenStore tokens, UserStore users, Issuer issuer, IOptions<OAuthOptions> options)
{
    private const string SessionCookie = "gantry_session";
    private const string FormCookie = "gantry_form";
    private const int FormKeyLength = 32;

    /// <summary>Who is logged in; null for nobody.</summary>
    public async Task<Session?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Cookies[SessionCookie] is not { Length: > 0 } secret) return null;
        var userId = Token.UserIdOf(secret);
        if (await tokens.FindAsync(userId, secret, cancellationToken) is not { Name: null }) return null;
        return await users.FindAsync(userId, cancellationToken) is { Active: true } user ? new Session(user, secret) : null;
    }

    /// <summary>Logs in.</summary>
    /// <returns>False if the name or the password is wrong.</returns>
    /// <exception cref="ApiException">429: too many tries.</exception>
    public async Task<bool> LogInAsync(HttpContext context, string name, string password, CancellationToken cancellationToken)
    {
        var lifetime = TimeSpan.FromMinutes(options.Value.SessionMinutes);
        if (await login.ByPasswordAsync(name, PasswordHash.Digest(password), password, lifetime, context, cancellationToken) is not var (_, secret)) return false;
        context.Response.Cookies.Append(SessionCookie, secret, CookieFor(context));
        return true;
    }

    /// <summary>Logs out.</summary>
    public async Task LogOutAsync(HttpContext context, Session session, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(session.User.Id, session.Token, cancellationToken) is { } token) await tokens.RemoveAsync([token], cancellationToken);
        context.Response.Cookies.Delete(SessionCookie, CookieFor(context));
    }

    /// <summary>The text that ties the login form to this browser; null if it has none yet.</summary>
    public static string? FormKey(HttpContext context) => context.Request.Cookies[FormCookie] is { Length: FormKeyLength } key ? key : null;

    /// <summary>The same, made now if there is none.</summary>
    public string EnsureFormKey(HttpContext context)
    {
        if (FormKey(context) is { } known) return known;
        var key = RandomId.Secret(FormKeyLength);
        context.Response.Cookies.Append(FormCookie, key, CookieFor(context));
        return key;
    }

    // Lax: the browser comes from the client's site, and has to be known then; forms are sent from these pages alone.
    private CookieOptions CookieFor(HttpContext context) =>
        new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = issuer.IsSecure(context.Request), Path = "/oauth" };
}
