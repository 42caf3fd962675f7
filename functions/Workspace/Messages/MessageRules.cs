using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>What is checked before a message is posted (<c>rocket-chat-behaviour.md</c> 7.6).</summary>
internal sealed class MessageRules(RoomAccess access, Permissions permissions, IOptions<MessagesOptions> options)
{
    /// <summary>Checks the room, its state and the sizes.</summary>
    /// <exception cref="ApiException">403 or 422.</exception>
    public async ValueTask CheckAsync(User author, Room room, MessageDraft draft, CancellationToken cancellationToken)
    {
        if (IsTooLarge(draft)) throw new ApiException(422, "error-message-size-exceeded", "error-message-size-exceeded", new { limit = options.Value.MaxAllowedSize });
        if (draft.Attachments?.GetArrayLength() > options.Value.MaxAttachments)
            throw ApiException.Invalid("error-too-many-attachments", $"A message has at most {options.Value.MaxAttachments} attachments");
        if (draft.Avatar is { } avatar && avatar.Contains(':', StringComparison.Ordinal) && !Attachments.IsAddress(avatar.Trim()))
            throw new ApiException(422, "error-invalid-attachment", "Invalid href value provided", new { key = "avatar" });
        var membership = await access.EnterAsync(author, room, cancellationToken);
        if (room.Archived == true) throw RoomRefusals.Archived(room);
        if (room.Muted?.Contains(author.Username) == true) throw new ApiException(403, "error-not-allowed", "You_have_been_muted");
        if (room.Ro && !(await permissions.GetAsync(cancellationToken)).Has(author.Roles.Concat(membership.Roles), "post-readonly"))
            throw new ApiException(403, "error-room-readonly", "You can't send messages because the room is readonly.");
    }

    /// <summary>Whether the text or an attachment's text is too long.</summary>
    public bool IsTooLarge(MessageDraft draft) => IsTooLong(draft.Text)
        || (draft.Attachments is { ValueKind: JsonValueKind.Array } attachments && attachments.EnumerateArray().Any(attachment =>
            attachment.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String && IsTooLong(text.GetString()!)));

    /// <summary>Whether a text is too long.</summary>
    public bool IsTooLong(string text) => text.Length > options.Value.MaxAllowedSize;
}
