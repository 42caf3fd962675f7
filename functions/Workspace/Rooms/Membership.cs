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

    /// <summary>Whether the room is among the user's favourites.</summary>
    public bool? F { get; init; }

    /// <summary>How the user wants to be told of what is new (<c>rocket-chat-behaviour.md</c> 7.0), by the setting's name.</summary>
    public IReadOnlyDictionary<string, string>? Notifications { get; init; }

    /// <summary>The ids of those whom the user does not want to read in this room.</summary>
    public IReadOnlyList<string>? Ignored { get; init; }

    /// <summary>When the user last changed any of this; null for never.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Makes one.</summary>
    public static Membership Of(User user, string roomId, DateTimeOffset ts, params IReadOnlyList<string> roles) =>
        new() { RoomId = roomId, UserId = user.Id, Username = user.Username, Ts = ts, Roles = roles };
}
