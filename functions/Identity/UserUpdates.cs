using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary><c>users.update</c>, <c>users.setActiveStatus</c> (<c>rocket-chat-behaviour.md</c> 7.2) and <c>users.resetPassword</c> (seed 002).</summary>
internal static class UserUpdates
{
    /// <summary>Changes the fields that <c>data</c> mentions.</summary>
    public static async Task<IResult> UpdateAsync(
        Parameters parameters, Caller caller, UserChange change, RoleStore roles, IOptions<IdentityOptions> options, CancellationToken cancellationToken)
    {
        var id = parameters.RequiredString("userId");
        var data = parameters.Object("data") ?? throw ApiException.MissingKey("data");
        var fields = UserFields.Read(Parameters.Of(data), options.Value, await roles.GetAsync(cancellationToken));
        var user = await change.ApplyAsync(caller, id, fields, cancellationToken);
        return Results.Ok(new { user = UserView.For(caller, user), success = true });
    }

    /// <summary>Activates or deactivates.</summary>
    public static async Task<IResult> SetActiveStatusAsync(Parameters parameters, Caller caller, UserChange change, CancellationToken cancellationToken)
    {
        var id = parameters.RequiredString("userId");
        var active = parameters.Bool("activeStatus") ?? throw ApiException.MissingKey("activeStatus");
        var user = await change.ApplyAsync(caller, id, new UserFields { Active = active }, cancellationToken);
        return Results.Ok(new { user = new { _id = user.Id, active = user.Active }, success = true });
    }

    /// <summary>Sets a password.</summary>
    public static async Task<IResult> ResetPasswordAsync(Parameters parameters, Caller caller, UserChange change, IOptions<IdentityOptions> options, CancellationToken cancellationToken)
    {
        var id = parameters.RequiredString("userId");
        var hash = UserFields.Hash(parameters.RequiredString("password"), options.Value);
        await change.ApplyAsync(caller, id, new UserFields { PasswordHash = hash }, cancellationToken);
        return Results.Ok(new { success = true });
    }
}
