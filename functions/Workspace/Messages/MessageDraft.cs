using System.Text.Json;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>What somebody wants to post.</summary>
internal sealed record MessageDraft
{
    public string Text { get; init; } = "";

    public string? Alias { get; init; }

    public string? Avatar { get; init; }

    public string? Emoji { get; init; }

    public string? Tmid { get; init; }

    public bool? Tshow { get; init; }

    public bool? ParseUrls { get; init; }

    public bool? Groupable { get; init; }

    /// <summary>As <see cref="Messages.Attachments.Normalize"/> gives them.</summary>
    public JsonElement? Attachments { get; init; }

    public JsonElement? CustomFields { get; init; }

    /// <summary>A file that was uploaded: its message makes it part of the room.</summary>
    public MessageFile? File { get; init; }

    /// <summary>The integration that posts.</summary>
    public string? BotIntegrationId { get; init; }

    /// <summary>An id that <see cref="MessageId.New"/> made before: posting it again changes nothing and gives the message that is there.</summary>
    public string? Id { get; init; }

    /// <summary>An id that a REST client chose: claimed (<see cref="ClientMessageIds"/>).</summary>
    public string? ClientId { get; init; }
}
