using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Functions.Identity;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>A room as stored (<c>rocket-chat-behaviour.md</c> 7.0). What is counted or derived is added when it is answered.</summary>
internal sealed record Room
{
    /// <summary>The id of the channel that every workspace has.</summary>
    public const string General = "GENERAL";

    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    /// <summary>c (channel), p (private group) or d (direct).</summary>
    public required string T { get; init; }

    /// <summary>The name; null for direct rooms.</summary>
    public string? Name { get; init; }

    public string? Fname { get; init; }

    /// <summary>Who made it; null for direct rooms.</summary>
    public RoomUser? U { get; init; }

    public DateTimeOffset Ts { get; init; }

    public bool Ro { get; init; }

    public bool? Default { get; init; }

    public bool? Archived { get; init; }

    public string? Topic { get; init; }

    public string? Description { get; init; }

    public string? Announcement { get; init; }

    /// <summary>What who joins has to say; never answered.</summary>
    public string? JoinCode { get; init; }

    /// <summary>The names of those who may not write.</summary>
    public IReadOnlyList<string>? Muted { get; init; }

    /// <summary>The users of a direct room.</summary>
    public IReadOnlyList<string>? Uids { get; init; }

    public IReadOnlyList<string>? Usernames { get; init; }

    public JsonElement? CustomFields { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public bool IsChannel => T == "c";

    [JsonIgnore]
    public bool IsDirect => T == "d";
}

/// <summary>A user as rooms and messages name it.</summary>
internal sealed record RoomUser([property: JsonPropertyName("_id")] string Id, string Username, string? Name = null)
{
    /// <summary>Names a user.</summary>
    public static RoomUser Of(User user) => new(user.Id, user.Username, user.Name ?? user.Username);
}
