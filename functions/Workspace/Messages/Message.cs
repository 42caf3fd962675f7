using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A message as stored (<c>rocket-chat-behaviour.md</c> 7.0). What is derived is added when it is answered: see <see cref="MessageView"/>.</summary>
internal sealed record Message
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string Rid { get; init; }

    public string Msg { get; init; } = "";

    public DateTimeOffset Ts { get; init; }

    public required RoomUser U { get; init; }

    /// <summary>The type of a system message (<see cref="SystemMessages"/>); null for what somebody wrote.</summary>
    public string? T { get; init; }

    /// <summary>The role that a system message tells of.</summary>
    public string? Role { get; init; }

    public string? Alias { get; init; }

    public string? Avatar { get; init; }

    public string? Emoji { get; init; }

    public bool? Groupable { get; init; }

    public bool? ParseUrls { get; init; }

    public MessageBot? Bot { get; init; }

    public JsonElement? Attachments { get; init; }

    /// <summary>The message that starts the thread of which this is a reply.</summary>
    public string? Tmid { get; init; }

    /// <summary>Whether a reply is shown in the room too.</summary>
    public bool? Tshow { get; init; }

    /// <summary>Replies, the last one's time and who replied: on the message that starts a thread.</summary>
    public int? Tcount { get; init; }

    public DateTimeOffset? Tlm { get; init; }

    public IReadOnlyList<string>? Replies { get; init; }

    public IReadOnlyList<UserMention>? Mentions { get; init; }

    public IReadOnlyList<ChannelMention>? Channels { get; init; }

    public IReadOnlyList<MessageUrl>? Urls { get; init; }

    /// <summary>The file that it carries, once alone and once as a list: Rocket.Chat's clients read either.</summary>
    public MessageFile? File { get; init; }

    public IReadOnlyList<MessageFile>? Files { get; init; }

    /// <summary>By emoji.</summary>
    public IReadOnlyDictionary<string, Reaction>? Reactions { get; init; }

    public bool? Pinned { get; init; }

    public DateTimeOffset? PinnedAt { get; init; }

    public RoomUser? PinnedBy { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public RoomUser? EditedBy { get; init; }

    public JsonElement? CustomFields { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The integration that a message comes from.</summary>
internal sealed record MessageBot(string I);

/// <summary>A user that a message mentions; <c>all</c> and <c>here</c> have the word as id.</summary>
internal sealed record UserMention([property: JsonPropertyName("_id")] string Id, string Username, string? Name = null, string? Type = null);

/// <summary>A channel that a message mentions.</summary>
internal sealed record ChannelMention([property: JsonPropertyName("_id")] string Id, string Name);

/// <summary>A link in a message.</summary>
internal sealed record MessageUrl(string Url)
{
    /// <summary>What a preview would show; Gantry fetches none.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
