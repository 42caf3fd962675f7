using Azure;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary><c>chat.update</c>: the author, or who has <c>edit-message</c>, changes the text.</summary>
internal sealed class MessageEditing(
    MessageStore store, MessageChoice choice, MessageRules rules, Mentions mentions, MessageView view, IOptions<MessagesOptions> options, TimeProvider time)
{
    private const int MaxAttempts = 10;

    public async Task<IResult> UpdateAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        parameters.RequiredString("roomId");
        MessageChoice.RequireId(parameters, "msgId");
        var text = parameters.String("text")?.Trim() ?? throw ApiException.MissingKey("text");
        if (rules.IsTooLong(text)) throw new ApiException(422, "error-message-size-exceeded", "error-message-size-exceeded", new { limit = options.Value.MaxAllowedSize });
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var chosen = await choice.FindAsync(parameters, caller, cancellationToken);
            RequireAllowed(chosen, caller);
            var edited = await EditAsync(chosen.Message, text, caller.User, cancellationToken);
            if (await TryReplaceAsync(chosen, edited, caller.User, cancellationToken)) return Results.Ok(new { message = view.ToNode(edited), success = true });
        }

        throw ApiException.Unavailable();
    }

    private void RequireAllowed(ChosenMessage chosen, Caller caller)
    {
        if (chosen.Room.Archived == true) throw RoomRefusals.Archived(chosen.Room);
        var isOwn = chosen.Message.U.Id == caller.User.Id;
        var allowed = chosen.Message.T is null && options.Value.AllowEditing && (isOwn || caller.Has("edit-message", chosen.Membership?.Roles));
        const string code = "error-action-not-allowed";
        if (!allowed) throw new ApiException(403, code, $"Message editing not allowed [{code}]", new { method = "updateMessage", action = "Message_editing" });
    }

    private async Task<Message> EditAsync(Message message, string text, User editor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (users, channels) = await mentions.FindAsync(editor, text, cancellationToken);
        return message with
        {
            Msg = text,
            Mentions = users,
            Channels = channels,
            Urls = message.ParseUrls == false ? null : Links.Find(text),
            EditedAt = now,
            EditedBy = new RoomUser(editor.Id, editor.Username),
            UpdatedAt = now,
        };
    }

    /// <summary>False if somebody changed or deleted the message in between.</summary>
    private async Task<bool> TryReplaceAsync(ChosenMessage chosen, Message edited, User editor, CancellationToken cancellationToken)
    {
        var read = chosen.Stored;
        var row = await store.ToRowAsync(edited, read.RowKey, cancellationToken);
        try
        {
            var happening = new WorkspaceEvent(WorkspaceEvent.MessageEdited, editor, edited.UpdatedAt, chosen.Room, edited);
            var set = MessageStore.NewSet(edited.Rid, added: 0).Replace(row, read.ETag).NoteChange(edited.Id, read.RowKey, time).IndexMentions(edited, read.RowKey);
            await store.CommitAsync(set, [happening], cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            await store.DeleteSpilledAsync(row, cancellationToken);
            return false;
        }

        await store.DeleteSpilledAsync(read.Row, cancellationToken);
        return true;
    }
}
