using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Administration;

namespace Gantry.Functions.Identity.Avatars;

/// <summary><c>users.setAvatar</c>, <c>resetAvatar</c> and <c>getAvatar</c> (<c>rocket-chat-behaviour.md</c> 7.2).</summary>
internal sealed class AvatarChange(AvatarStore avatars, AvatarSource source, UserStore users, WorkspaceSettings settings, TimeProvider time)
{
    /// <summary>Gives the caller, or another user with <c>edit-other-user-avatar</c>, a picture.</summary>
    public async Task<IResult> SetAsync(HttpContext context, Caller caller, CancellationToken cancellationToken)
    {
        await RequireAllowedAsync(caller, cancellationToken);
        var (picture, origin, parameters) = await source.ReadAsync(context, cancellationToken);
        var user = await FindAsync(parameters, caller, "setAvatar", "Setting an avatar", cancellationToken);
        var type = PictureFormat.Of(picture) ?? throw ApiException.Invalid("error-invalid-file", "Only PNG, JPEG, GIF and WebP pictures are taken");
        await avatars.PutAsync(user.Id, picture, type, cancellationToken);
        await MarkAsync(user.Id, RandomId.New(), origin, cancellationToken);
        return Results.Ok(new { success = true });
    }

    /// <summary>Takes it away: the initials are shown again.</summary>
    public async Task<IResult> ResetAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        await RequireAllowedAsync(caller, cancellationToken);
        var user = await FindAsync(parameters, caller, "resetAvatar", "Reset avatar", cancellationToken);
        await MarkAsync(user.Id, null, null, cancellationToken);
        await avatars.RemoveAsync(user.Id, cancellationToken);
        return Results.Ok(new { success = true });
    }

    /// <summary>Where the picture of a user is.</summary>
    public static async Task<IResult> LocateAsync(Parameters parameters, UserStore users, CancellationToken cancellationToken)
    {
        var user = await users.SelectAsync(parameters, cancellationToken);
        return Results.Redirect("/avatar/" + Uri.EscapeDataString(user.Username), permanent: false, preserveMethod: true);
    }

    private async Task RequireAllowedAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Has("edit-other-user-avatar") && !(await settings.GetAsync(cancellationToken)).IsOn("Accounts_AllowUserAvatarChange"))
            throw new ApiException(403, "error-not-allowed", "Changing avatars is not allowed [error-not-allowed]");
    }

    private async Task<User> FindAsync(Parameters parameters, Caller caller, string method, string what, CancellationToken cancellationToken)
    {
        if (parameters.FirstString("userId", "username", "user") is null) return caller.User;
        var user = await users.SelectAsync(parameters, cancellationToken);
        return user.Id == caller.User.Id || caller.Has("edit-other-user-avatar") ? user : throw new ApiException(403, "error-not-allowed", $"{what} is not allowed [error-not-allowed]", new { method });
    }

    private async Task MarkAsync(string userId, string? tag, string? origin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await users.UpdateAsync(userId, user => user with { AvatarETag = tag, AvatarOrigin = origin, UpdatedAt = now }, cancellationToken);
    }
}
