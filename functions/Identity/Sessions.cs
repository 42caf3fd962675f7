using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>Ending logins other than the caller's one (<c>rocket-chat-behaviour.md</c> 6.2). Only <c>users.logout</c> ends personal access tokens too.</summary>
internal static class Sessions
{
    /// <summary><c>users.logout</c>: ends all tokens of the caller, or of another user, those of OAuth clients too.</summary>
    public static async Task<IResult> LogoutAsync(Parameters parameters, Caller caller, UserStore users, IEnumerable<IRevocableAccess> accesses, CancellationToken cancellationToken)
    {
        var user = caller.User;
        if (parameters.FirstString("userId") is { } id && id != user.Id)
        {
            caller.Require("logout-other-user");
            user = await users.FindAsync(id, cancellationToken) ?? throw UserSelector.Unknown();
        }

        await accesses.RevokeAllAsync(user.Id, cancellationToken);
        return Results.Ok(new { message = $"User {user.Username} has been logged out!", success = true });
    }

    /// <summary><c>users.removeOtherTokens</c>: ends all other logins of the caller.</summary>
    public static async Task<IResult> RemoveOthersAsync(Caller caller, TokenStore tokens, CancellationToken cancellationToken)
    {
        await EndOthersAsync(caller, tokens, cancellationToken);
        return Results.Ok(new { success = true });
    }

    /// <summary><c>users.logoutOtherClients</c>: ends all other logins of the caller, and changes its own token for a new one.</summary>
    public static async Task<IResult> LogoutOtherClientsAsync(Caller caller, TokenStore tokens, IOptions<IdentityOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        await EndOthersAsync(caller, tokens, cancellationToken);
        var now = time.GetUtcNow();
        var expires = now.AddDays(options.Value.LoginExpirationDays);
        var secret = Token.NewSecret(caller.User.Id);
        var token = Token.Create(caller.User.Id, secret, name: null, now, expires);
        var isDone = caller.Token is { Name: null } own ? await tokens.ReplaceAsync(own, token, cancellationToken) : await tokens.AddAsync(token, cancellationToken);
        return isDone ? Results.Ok(new { token = secret, tokenExpires = expires, success = true }) : throw ApiException.Unauthorized();
    }

    private static Task EndOthersAsync(Caller caller, TokenStore tokens, CancellationToken cancellationToken) =>
        tokens.RemoveWhereAsync(caller.User.Id, token => token.Name is null && token.Hash != caller.Token?.Hash, cancellationToken);
}
