using System.Text.Json.Serialization;

namespace Gantry.Functions.Identity;

/// <summary>A role (<c>rocket-chat-behaviour.md</c> 7.0, 7.8). The roles are given: which permissions they have can be changed, they themselves cannot.</summary>
/// <param name="Id">What users and permissions call it by.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Scope"><c>Users</c> for roles of the workspace, <c>Subscriptions</c> for roles in a room.</param>
internal sealed record Role([property: JsonPropertyName("_id")] string Id, string Description, string Scope)
{
    /// <summary>The role that at least one active user always has.</summary>
    public const string Admin = "admin";

    /// <summary>The role that a user has if nothing is said.</summary>
    public const string User = "user";

    /// <summary>All roles.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        new(Admin, "Admin", "Users"),
        new("anonymous", "", "Users"),
        new("app", "App", "Users"),
        new("bot", "Bot", "Users"),
        new("guest", "Guest", "Users"),
        new("leader", "Leader", "Subscriptions"),
        new("moderator", "Moderator", "Subscriptions"),
        new("owner", "Owner", "Subscriptions"),
        new(User, "User", "Users"),
    ];

    public string Name { get; } = Id;

    public bool Protected { get; } = true;

    [JsonPropertyName("mandatory2fa")]
    public bool MandatoryTwoFactor { get; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; } = DateTimeOffset.UnixEpoch;

    /// <summary>Refuses roles that there are not.</summary>
    /// <exception cref="ApiException">422.</exception>
    public static void RequireKnown(IEnumerable<string> ids)
    {
        var unknown = ids.Where(id => All.All(role => role.Id != id)).ToList();
        if (unknown.Count > 0) throw ApiException.Invalid("error-invalid-role", $"Invalid role: {string.Join(", ", unknown)}", new { roles = unknown });
    }
}
