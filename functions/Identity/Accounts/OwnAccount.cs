using Gantry.Functions.Purge;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Administration;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Accounts;

/// <summary><c>users.updateOwnBasicInfo</c> and <c>users.deleteOwnAccount</c> (<c>rocket-chat-behaviour.md</c> 7.2).</summary>
internal static class OwnAccount
{
    private static readonly (string Field, string Setting)[] Switches =
    [
        ("email", "Accounts_AllowEmailChange"),
        ("name", "Accounts_AllowRealNameChange"),
        ("username", "Accounts_AllowUsernameChange"),
        ("newPassword", "Accounts_AllowPasswordChange"),
        ("statusText", "Accounts_AllowUserStatusMessageChange"),
    ];

    /// <summary>Changes the fields of the caller that <c>data</c> mentions. A new address or password needs the password of now.</summary>
    public static async Task<IResult> UpdateAsync(
        Parameters parameters, Caller caller, UserChange change, UserStore users, UserView view, PasswordCheck check, WorkspaceSettings settings, IOptions<IdentityOptions> options, CancellationToken cancellationToken)
    {
        var data = Parameters.Of(parameters.Object("data") ?? throw ApiException.MissingKey("data"));
        var fields = Read(data, options.Value) with { CustomFields = UserFields.ReadCustomFields(parameters) };
        var values = await settings.GetAsync(cancellationToken);
        var user = await users.ReadAsync(caller.User.Id, cancellationToken) ?? throw ApiException.Unauthorized();
        foreach (var (field, setting) in Switches)
            if (data.Has(field) && !IsSame(data, field, user) && !values.IsOn(setting)) throw ApiException.Invalid("error-action-not-allowed", $"Changing {field} is not allowed", new { field });
        if (fields.Status == "offline" && !values.IsOn("Accounts_AllowInvisibleStatusOption")) throw ApiException.Invalid("error-status-not-allowed", "Invisible status is disabled");
        if (fields.PasswordHash is not null || (fields.Email is not null && !IsSame(data, "email", user))) check.Require(user, data.String("currentPassword"));
        return Results.Ok(new { user = view.ForSelf(await change.ApplyAsync(caller, user.Id, fields, cancellationToken)), success = true });
    }

    /// <summary>Removes the caller, where that is allowed, after its password was given again.</summary>
    public static async Task<IResult> DeleteAsync(
        Parameters parameters, Caller caller, UserStore users, PurgeQueue purges, IEnumerable<IRemovalListener> listeners, PasswordCheck check, WorkspaceSettings settings, CancellationToken cancellationToken)
    {
        if (!(await settings.GetAsync(cancellationToken)).IsOn("Accounts_AllowDeleteOwnAccount"))
            throw new ApiException(403, "error-not-allowed", "Not allowed [error-not-allowed]", new { method = "deleteUserOwnAccount" });
        var password = parameters.FirstString("password") ?? throw new ApiException(400, "invalid-params", "Body parameter \"password\" is required.", new { key = "password" });
        var user = await users.ReadAsync(caller.User.Id, cancellationToken) ?? throw ApiException.Unauthorized();
        check.Require(user, password);
        await UserRemoval.RemoveAsync(user, users, purges, listeners, cancellationToken);
        return Results.Ok(new { success = true });
    }

    private static UserFields Read(Parameters data, IdentityOptions options) => new()
    {
        Username = data.String("username") is { } username ? UserRules.Username(username) : null,
        Name = data.String("name") is { } name ? UserRules.Name(name) : null,
        Email = data.String("email") is { } email ? UserRules.Email(email) : null,
        Nickname = data.String("nickname") is { } nickname ? UserRules.Short("nickname", nickname, 120) : null,
        Bio = data.String("bio") is { } bio ? UserRules.Short("bio", bio, 260) : null,
        Status = data.String("statusType") is { } status ? UserRules.Status(status) : null,
        StatusText = data.String("statusText") is { } text ? UserRules.Short("status-text", text, UserRules.MaxStatusText) : null,
        PasswordHash = data.String("newPassword") is { } password ? UserFields.Hash(password, options) : null,
    };

    // Clients send the whole profile back: what is as it was is no change.
    private static bool IsSame(Parameters data, string field, User user) => field switch
    {
        "email" => data.String(field) == (user.Emails is [var first, ..] ? first.Address : null),
        "name" => data.String(field) == user.Name,
        "username" => data.String(field) == user.Username,
        "statusText" => data.String(field) == (user.StatusText ?? ""),
        _ => false,
    };
}
