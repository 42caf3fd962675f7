using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Realtime.Methods;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>The methods <c>login</c> and <c>logout</c> (<c>rocket-chat-behaviour.md</c> 8.3): the REST API's login, spoken in DDP.</summary>
internal sealed class DdpLogin(Login login, TokenStore tokens, UserStore users, UserView view, Permissions permissions, RateLimiter limiter, ClientAddress addresses)
{
    private const int Forbidden = 403;

    // Clients want a date where a token never ends.
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Logs in by password, or by a token: a login's or a personal access token.</summary>
    public async Task<JsonNode> LoginAsync(DdpSession session, JsonElement credentials, CancellationToken cancellationToken)
    {
        if (credentials.ValueKind != JsonValueKind.Object) throw ApiException.WrongType("params[0]", "an object");

        // A repeat with a second factor wraps the login.
        if (credentials.TryGetProperty("totp", out var totp) && totp.ValueKind == JsonValueKind.Object && totp.TryGetProperty("login", out var inner) && inner.ValueKind == JsonValueKind.Object) credentials = inner;

        // A token cannot be guessed; and after a restart all come back at once, many from one address.
        var isResume = credentials.TryGetProperty("resume", out _);
        if (!isResume) await LimitAsync(session.Context, cancellationToken);
        if (await AuthenticateAsync(session.Context, credentials, cancellationToken) is not var (user, token, secret))
        {
            session.Identity.Fail(session);
            throw new DdpException(Forbidden, isResume ? "You've been logged out by the server. Please log in again." : "Unauthorized");
        }

        if (session.Identity.IsLoggedIn && session.Identity.User.Id != user.Id) session.EndSubscriptions();
        session.Identity.Enter(user, token);
        var fields = view.ForSelf(user);
        fields.Remove("_id");
        session.Send(DdpFrames.Added("users", user.Id, Ejson.WithDates(fields)!));
        return new JsonObject { ["id"] = user.Id, ["token"] = secret, ["tokenExpires"] = Ejson.Date(token.ExpiresAt ?? Never), ["type"] = isResume ? "resume" : "password" };
    }

    /// <summary>Ends the token of the login.</summary>
    public async Task<JsonNode?> LogoutAsync(DdpSession session, CancellationToken cancellationToken)
    {
        if (session.Identity is { IsLoggedIn: true, User: var user, Token: var token })
        {
            await tokens.RemoveAsync([token], cancellationToken);
            session.EndSubscriptions();
            session.Identity.Leave();
            session.Send(DdpFrames.Removed("users", user.Id));
        }

        return null;
    }

    /// <summary>Who a token stands for, as far as this instance knows now; null if for nobody any more.</summary>
    public async ValueTask<Caller?> FindAsync(Token token, CancellationToken cancellationToken) =>
        await tokens.FindAsync(token, cancellationToken) is { } current && await users.FindAsync(token.UserId, cancellationToken) is { Active: true } user
            ? new Caller(user, await permissions.GetAsync(cancellationToken), current)
            : null;

    private async Task<(User User, Token Token, string Secret)?> AuthenticateAsync(HttpContext context, JsonElement credentials, CancellationToken cancellationToken)
    {
        var answer = await login.LoginAsync(Parameters.Of(credentials), context, cancellationToken);
        if (answer is IStatusCodeHttpResult { StatusCode: 401 }) return null;
        var data = answer.ToNode()!["data"]!;
        var (userId, secret) = (data["userId"]!.GetValue<string>(), data["authToken"]!.GetValue<string>());
        return await tokens.FindAsync(userId, secret, cancellationToken) is { } token && await users.FindAsync(userId, cancellationToken) is { Active: true } user ? (user, token, secret) : null;
    }

    private async Task LimitAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (addresses.Find(context) is not { } address) return;
        if (await limiter.TakeAsync(RateLimitRule.Authentication, "address:" + address, cancellationToken) is { Admitted: false } full) throw full.ToRefusal();
    }
}
