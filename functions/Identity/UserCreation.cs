using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary><c>users.create</c> (<c>rocket-chat-behaviour.md</c> 7.2).</summary>
internal static class UserCreation
{
    /// <summary>Makes a user. With <c>setRandomPassword</c> nobody knows its password, so it has none.</summary>
    public static async Task<IResult> CreateAsync(
        Parameters parameters, Caller caller, UserStore users, IOptions<IdentityOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var required in (ReadOnlySpan<string>)["email", "name", "username"]) parameters.RequiredString(required);
        var random = parameters.Bool("setRandomPassword") is true;
        if (!random) parameters.RequiredString("password");
        var fields = UserFields.Read(parameters, options.Value);
        RoleAssignment.RequireAllowed(caller, [Role.User], fields.Roles ?? [Role.User]);

        var now = time.GetUtcNow();
        var user = fields.ApplyTo(new User { Id = RandomId.New(), Username = fields.Username!, CreatedAt = now }, now);
        if (random) user = user with { Password = null };
        await users.CreateAsync(user, cancellationToken);
        return Results.Ok(new { user = UserView.For(caller, user), success = true });
    }
}
