using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>A user as answered (<c>rocket-chat-behaviour.md</c> 0.10, 6.3, 7.0): what others see without <c>view-full-other-user-info</c>, with it, and oneself.</summary>
internal sealed class UserView(IOptions<WorkspaceOptions> workspace)
{
    /// <summary>What everybody sees.</summary>
    public static JsonObject ForOthers(User user)
    {
        var view = new JsonObject
        {
            ["_id"] = user.Id,
            ["username"] = user.Username,
            ["name"] = user.Name ?? user.Username,
            ["type"] = user.Type,
            ["active"] = user.Active,
            ["status"] = user.Status ?? "offline",
            ["statusText"] = user.StatusText ?? "",
            ["utcOffset"] = 0,
        };
        if (user.Nickname is { } nickname) view["nickname"] = nickname;
        if (user.Bio is { } bio) view["bio"] = bio;
        if (user.AvatarETag is { } picture) view["avatarETag"] = picture;
        return view;
    }

    /// <summary>What a caller sees of a user.</summary>
    public static JsonObject For(Caller caller, User user) => MayViewAll(caller, user) ? Full(user) : ForOthers(user);

    /// <summary>Whether a caller sees all of a user: those who may, and oneself.</summary>
    public static bool MayViewAll(Caller caller, User user) => caller.User.Id == user.Id || caller.Has("view-full-other-user-info");

    /// <summary>What those see who may see all.</summary>
    public static JsonObject Full(User user)
    {
        var view = ForOthers(user);
        view["emails"] = RestJson.ToNode(user.Emails);
        view["roles"] = RestJson.ToNode(user.Roles);
        view["statusConnection"] = "offline";
        view["statusDefault"] = user.Status ?? "online";
        view["createdAt"] = RestJson.ToNode(user.CreatedAt);
        view["_updatedAt"] = RestJson.ToNode(user.UpdatedAt);
        if (user.StatusExpiresAt is { } expires) view["statusExpiresAt"] = RestJson.ToNode(expires);
        if (user.AvatarOrigin is { } origin) view["avatarOrigin"] = origin;
        if (user.LastLogin is { } lastLogin) view["lastLogin"] = RestJson.ToNode(lastLogin);
        if (user.RequirePasswordChange is { } change) view["requirePasswordChange"] = change;
        if (user.CustomFields is { } fields) view["customFields"] = RestJson.ToNode(fields);
        return view;
    }

    /// <summary>What the user itself sees: <c>me</c>.</summary>
    public JsonObject ForSelf(User user)
    {
        var view = Full(user);
        if (user.Emails.FirstOrDefault(email => email.Verified) is { } email) view["email"] = email.Address;
        view["avatarUrl"] = $"{workspace.Value.SiteUrl?.TrimEnd('/')}/avatar/{Uri.EscapeDataString(user.Username)}";
        view["isOAuthUser"] = false;
        view["settings"] = new JsonObject { ["profile"] = new JsonObject(), ["preferences"] = UserPreferences.Of(user) };
        view["services"] = new JsonObject { ["password"] = new JsonObject { ["exists"] = user.Password is not null } };
        return view;
    }
}
