using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary><c>users.create</c> (<c>rocket-chat-behaviour.md</c> 7.2).</summary>
internal static class UserCreation
{
    /// <summary>Makes a user. With <c>setRandomPassword</c> nobody knows its password, so it has none.</summary>
    public static async Task<IResult> CreateAsync(
        Parameters parameters, Caller caller, UserStore users, RoleStore roles, IOptions<IdentityOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = Make(parameters, caller, await roles.GetAsync(cancellationToken), options.Value, time.GetUtcNow());
        await users.CreateAsync(user, cancellationToken);
        return Results.Ok(new { user = UserView.For(caller, user), success = true });
    }

    /// <summary>Checks what is said of a new user.</summary>
    /// <returns>The user, to be stored.</returns>
    /// <exception cref="ApiException">400, 403 or 422.</exception>
    public static User Make(Parameters parameters, Caller caller, RoleTable roles, IdentityOptions options, DateTimeOffset now)
    {
        foreach (var required in (ReadOnlySpan<string>)["email", "name", "username"]) parameters.RequiredString(required);
        var random = parameters.Bool("setRandomPassword") is true;
        if (!random) parameters.RequiredString("password");
        var fields = UserFields.Read(parameters, options, roles);
        RoleAssignment.RequireAllowed(caller, [Role.User], fields.Roles ?? [Role.User]);
        var user = fields.ApplyTo(new User { Id = RandomId.New(), Username = fields.Username!, CreatedAt = now }, now);
        return random ? user with { Password = null } : user;
    }
}
