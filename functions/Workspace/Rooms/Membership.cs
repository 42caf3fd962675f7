using Gantry.Functions.Identity;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>That a user is in a room, and as what.</summary>
internal sealed record Membership
{
    public required string RoomId { get; init; }

    public required string UserId { get; init; }

    /// <summary>The name at the time of joining: for sorting a member list without reading every user.</summary>
    public required string Username { get; init; }

    /// <summary>owner, moderator, leader.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    public DateTimeOffset Ts { get; init; }

    public bool Open { get; init; } = true;

    /// <summary>Up to when the user has read the room; null for never.</summary>
    public DateTimeOffset? Ls { get; init; }

    /// <summary>Makes one.</summary>
    public static Membership Of(User user, string roomId, DateTimeOffset ts, params IReadOnlyList<string> roles) =>
        new() { RoomId = roomId, UserId = user.Id, Username = user.Username, Ts = ts, Roles = roles };
}
