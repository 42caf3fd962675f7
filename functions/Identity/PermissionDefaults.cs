namespace Gantry.Functions.Identity;

/// <summary>
/// The permissions that exist and the roles that have them unless somebody changed it (<c>rocket-chat-behaviour.md</c> 0.11), in both vocabularies of the
/// seeds: <c>manage-integrations</c> (seed 000) stands for the four of Rocket.Chat (seeds 001 and 004), <c>manage-own-integrations</c> for the two own ones.
/// </summary>
internal static class PermissionDefaults
{
    private static readonly string[] Admin = ["admin"];
    private static readonly string[] AdminBotApp = ["admin", "bot", "app"];
    private static readonly string[] BotApp = ["bot", "app"];
    private static readonly string[] AdminModerators = ["admin", "owner", "moderator"];
    private static readonly string[] AdminOwner = ["admin", "owner"];
    private static readonly string[] AdminUser = ["admin", "user"];
    private static readonly string[] Members = ["admin", "user", "bot", "app"];

    /// <summary>Permission to roles.</summary>
    public static IReadOnlyDictionary<string, string[]> Roles { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["access-permissions"] = Admin,
        ["add-all-to-room"] = Admin,
        ["add-user-to-any-c-room"] = Admin,
        ["add-user-to-any-p-room"] = Admin,
        ["add-user-to-joined-room"] = AdminModerators,
        ["api-bypass-rate-limit"] = BotApp,
        ["archive-room"] = AdminOwner,
        ["assign-admin-role"] = Admin,
        ["assign-roles"] = Admin,
        ["bypass-time-limit-edit-and-delete"] = BotApp,
        ["clean-channel-history"] = Admin,
        ["create-c"] = Members,
        ["create-d"] = Members,
        ["create-p"] = Members,
        ["create-personal-access-tokens"] = AdminUser,
        ["create-user"] = Admin,
        ["delete-c"] = AdminOwner,
        ["delete-d"] = Admin,
        ["delete-message"] = AdminModerators,
        ["delete-own-message"] = AdminUser,
        ["delete-p"] = AdminOwner,
        ["delete-user"] = Admin,
        ["edit-message"] = AdminModerators,
        ["edit-other-user-active-status"] = Admin,
        ["edit-other-user-avatar"] = Admin,
        ["edit-other-user-info"] = Admin,
        ["edit-other-user-password"] = Admin,
        ["edit-privileged-setting"] = Admin,
        ["edit-room"] = AdminModerators,
        ["force-delete-message"] = AdminOwner,
        ["join-without-join-code"] = AdminBotApp,
        ["leave-c"] = [.. Members, "anonymous"],
        ["leave-p"] = [.. Members, "anonymous"],
        ["logout-other-user"] = Admin,
        ["manage-incoming-integrations"] = Admin,
        ["manage-integrations"] = Admin,
        ["manage-oauth-apps"] = Admin,
        ["manage-outgoing-integrations"] = Admin,
        ["manage-own-incoming-integrations"] = Admin,
        ["manage-own-integrations"] = Admin,
        ["manage-own-outgoing-integrations"] = Admin,
        ["message-impersonate"] = BotApp,
        ["mute-user"] = AdminModerators,
        ["pin-message"] = AdminModerators,
        ["post-readonly"] = AdminModerators,
        ["remove-user"] = AdminModerators,
        ["send-many-messages"] = AdminBotApp,
        ["set-leader"] = AdminOwner,
        ["set-moderator"] = AdminOwner,
        ["set-owner"] = AdminOwner,
        ["set-readonly"] = AdminModerators,
        ["unarchive-room"] = Admin,
        ["user-generate-access-token"] = Admin,
        ["view-c-room"] = [.. Members, "anonymous"],
        ["view-d-room"] = [.. Members, "guest"],
        ["view-full-other-user-info"] = Admin,
        ["view-joined-room"] = ["guest", "bot", "app", "anonymous"],
        ["view-logs"] = Admin,
        ["view-other-user-channels"] = Admin,
        ["view-outside-room"] = [.. AdminModerators, "user"],
        ["view-privileged-setting"] = Admin,
        ["view-room-administration"] = Admin,
        ["view-statistics"] = Admin,
    };

    /// <summary>A permission to another that includes it.</summary>
    public static IReadOnlyDictionary<string, string[]> IncludedIn { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["manage-incoming-integrations"] = ["manage-integrations"],
        ["manage-outgoing-integrations"] = ["manage-integrations"],
        ["manage-own-incoming-integrations"] = ["manage-integrations", "manage-own-integrations"],
        ["manage-own-outgoing-integrations"] = ["manage-integrations", "manage-own-integrations"],
    };
}
