using System.Text.Json.Serialization;

namespace Gantry.Functions.Identity;

/// <summary>A role (<c>rocket-chat-behaviour.md</c> 7.0, 7.8): one of those that every workspace has, or one that somebody made.</summary>
/// <param name="Id">What users and permissions call it by.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Scope"><c>Users</c> for roles of the workspace, <c>Subscriptions</c> for roles in a room.</param>
internal sealed record Role([property: JsonPropertyName("_id")] string Id, string Description, string Scope)
{
    /// <summary>The role that at least one active user always has.</summary>
    public const string Admin = "admin";

    /// <summary>The role that a user has if nothing is said.</summary>
    public const string User = "user";

    /// <summary>The scope of roles of the workspace.</summary>
    public const string Users = "Users";

    /// <summary>The scope of roles in a room.</summary>
    public const string Subscriptions = "Subscriptions";

    /// <summary>The roles that every workspace has.</summary>
    public static IReadOnlyList<Role> Given { get; } =
    [
        new(Admin, "Admin", Users) { Protected = true },
        new("anonymous", "", Users) { Protected = true },
        new("app", "App", Users) { Protected = true },
        new("bot", "Bot", Users) { Protected = true },
        new("guest", "Guest", Users) { Protected = true },
        new("leader", "Leader", Subscriptions) { Protected = true },
        new("moderator", "Moderator", Subscriptions) { Protected = true },
        new("owner", "Owner", Subscriptions) { Protected = true },
        new(User, "User", Users) { Protected = true },
    ];

    /// <summary>What people call it; unique.</summary>
    public string Name { get; init; } = Id;

    /// <summary>Whether it can be neither renamed nor deleted.</summary>
    public bool Protected { get; init; }

    [JsonPropertyName("mandatory2fa")]
    public bool MandatoryTwoFactor { get; init; }

    /// <summary>When it was deleted; such a role is kept only to tell clients that it went.</summary>
    [JsonPropertyName("_deletedAt")]
    public DateTimeOffset? DeletedAt { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; } = DateTimeOffset.UnixEpoch;
}
