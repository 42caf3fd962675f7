using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Integrations;

/// <summary>Who posts, and how it looks unless a payload says otherwise.</summary>
/// <param name="Id">The id that the message's <c>bot</c> names.</param>
/// <param name="Alias">The name that is shown.</param>
/// <param name="Avatar">The picture that is shown.</param>
/// <param name="Emoji">The emoji in place of a picture.</param>
/// <param name="SlackFormatting">Whether Slack's markup is translated.</param>
internal sealed record IntegrationLooks(string Id, string? Alias, string? Avatar, string? Emoji, bool SlackFormatting);

/// <summary>Builds a message of an integration from a payload in Rocket.Chat's or Slack's field names, over the integration's own looks (<c>rocket-chat-behaviour.md</c> 2.6).</summary>
internal static class IntegrationMessage
{
    /// <summary>The message to post; null if the payload says nothing.</summary>
    /// <exception cref="ApiException">400: a field is of the wrong kind; 422: the attachments are not right.</exception>
    public static MessageDraft? Build(Integration integration, JsonElement payload) => Build(
        new IntegrationLooks(integration.Id, integration.Alias, integration.Avatar, integration.Emoji, integration.Type == Integration.Incoming && integration.SlackFormatting != false), payload);

    /// <summary>The message to post; null if the payload says nothing.</summary>
    /// <exception cref="ApiException">As above.</exception>
    public static MessageDraft? Build(IntegrationLooks looks, JsonElement payload)
    {
        var fields = Parameters.Of(payload);
        var text = (fields.FirstString("text", "msg") ?? "").Trim();
        var attachments = Attachments.Normalize(payload.TryGetProperty("attachments", out var given) && given.ValueKind == JsonValueKind.Array ? given : null);
        if (looks.SlackFormatting)
        {
            text = SlackFormatting.Translate(text);
            attachments = Translate(attachments);
        }

        var hasAttachments = attachments is { } array && array.GetArrayLength() > 0;
        if (text.Length == 0 && !hasAttachments) return null;

        var (avatar, emoji) = Looks(looks, fields);
        return new MessageDraft
        {
            Text = text,
            Alias = fields.FirstString("username", "alias") ?? looks.Alias,
            Avatar = avatar,
            Emoji = emoji,
            Attachments = hasAttachments ? attachments : null,
            ParseUrls = fields.Bool("parseUrls") ?? !hasAttachments,
            Groupable = fields.Bool("groupable") ?? false,
            Tmid = fields.FirstString("tmid"),
            CustomFields = RoomText.RequireFields(fields.Object("customFields")),
            BotIntegrationId = looks.Id,
        };
    }

    // Only one of the two is set: what the call gives wins over what the integration has, and an avatar over an emoji.
    private static (string? Avatar, string? Emoji) Looks(IntegrationLooks looks, Parameters fields)
    {
        if (fields.FirstString("icon_url", "avatar") is { } avatar) return (avatar, null);
        if (fields.FirstString("icon_emoji", "emoji") is { } emoji) return (null, emoji);
        return looks.Avatar is not null ? (looks.Avatar, null) : (null, looks.Emoji);
    }

    private static JsonElement? Translate(JsonElement? attachments)
    {
        if (attachments is not { } given || given.GetRawText().AsSpan().IndexOfAny('<', '&') < 0) return attachments;
        var array = JsonArray.Create(given)!;
        foreach (var attachment in array.OfType<JsonObject>())
        {
            Translate(attachment, "text", "pretext", "fallback", "title");
            if (attachment["fields"] is JsonArray fields)
                foreach (var field in fields.OfType<JsonObject>()) Translate(field, "title", "value");
        }

        return JsonSerializer.SerializeToElement(array, RestJson.Options);
    }

    private static void Translate(JsonObject holder, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (holder[name] is JsonValue value && value.TryGetValue<string>(out var text)) holder[name] = SlackFormatting.Translate(text);
    }
}
