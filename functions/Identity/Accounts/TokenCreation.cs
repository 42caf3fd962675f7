using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Accounts;

/// <summary><c>users.createToken</c> (<c>rocket-chat-behaviour.md</c> 6.5): a login token of another user, for who may become that user.</summary>
internal static class TokenCreation
{
    /// <summary>Makes a login token without the user's password.</summary>
    public static async Task<IResult> CreateAsync(Parameters parameters, Caller caller, UserStore users, TokenStore tokens, IOptions<IdentityOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await users.SelectAsync(parameters, cancellationToken);
        if (user.Id != caller.User.Id && user.Roles.Contains(Role.Admin, StringComparer.Ordinal)) caller.Require("assign-admin-role");
        if (!user.Active) throw ApiException.Invalid("error-user-is-not-activated", "User is not activated");
        var (now, secret) = (time.GetUtcNow(), Token.NewSecret(user.Id));
        await tokens.AddAsync(Token.Create(user.Id, secret, name: null, now, now.AddDays(options.Value.LoginExpirationDays)), cancellationToken);
        return Results.Ok(new { data = new { userId = user.Id, authToken = secret }, success = true });
    }
}
