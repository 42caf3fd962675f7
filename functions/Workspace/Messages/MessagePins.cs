using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary><c>chat.pinMessage</c>, <c>chat.unPinMessage</c> and <c>chat.getPinnedMessages</c>: the pin, its index row and the system message are one transaction.</summary>
internal sealed class MessagePins(
    MessageChoice choice, MessageChanges changes, SystemMessages messages, IndexedMessages indexed, RoomSelector selector, MessageView view,
    IOptions<MessagesOptions> options, TimeProvider time)
{
    /// <summary>Pins; the answer is the system message that says so, or the message itself if it was pinned before.</summary>
    public async Task<IResult> PinAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        Message? announcement = null;
        var pinned = await ChangeAsync(parameters, caller, async (chosen, set) =>
        {
            if (chosen.Message.Pinned == true) return null;
            set.Put(MessageIndex.Row(set.PartitionKey, MessageIndex.Pinned, chosen.Stored.RowKey));
            announcement = await messages.AddToAsync(set, chosen.Room, "message_pinned", caller.User, "", Quote(chosen.Message), cancellationToken);
            return chosen.Message with { Pinned = true, PinnedAt = time.GetUtcNow(), PinnedBy = new RoomUser(caller.User.Id, caller.User.Username) };
        }, cancellationToken);
        return Results.Ok(new { message = view.ToNode(announcement ?? pinned), success = true });
    }

    /// <summary>Takes the pin away.</summary>
    public async Task<IResult> UnpinAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        await ChangeAsync(parameters, caller, (chosen, _) => Task.FromResult(chosen.Message.Pinned == true ? chosen.Message with { Pinned = null, PinnedAt = null, PinnedBy = null } : null), cancellationToken);
        return Results.Ok(new { success = true });
    }

    /// <summary>The pinned messages of a room, newest first.</summary>
    public async Task<IResult> ListAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        var rows = await indexed.RowsAsync(room.Id, MessageIndex.Pinned, cancellationToken);
        return await indexed.AnswerAsync(room.Id, rows, parameters, "messages", message => message.Pinned == true, cancellationToken);
    }

    private Task<Message> ChangeAsync(Parameters parameters, Caller caller, Func<ChosenMessage, WriteSet, Task<Message?>> decide, CancellationToken cancellationToken) =>
        changes.ApplyAsync(MessageChoice.RequireId(parameters), caller.User, () => ChooseAsync(parameters, caller, cancellationToken), decide, cancellationToken);

    private async Task<ChosenMessage> ChooseAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var chosen = await choice.FindAsync(parameters, caller, cancellationToken);
        const string code = "error-action-not-allowed";
        if (!options.Value.AllowPinning || chosen.Message.T is not null)
            throw new ApiException(403, code, $"Message pinning not allowed [{code}]", new { method = "pinMessage", action = "Message_pinning" });
        if (!caller.Has("pin-message", chosen.Membership?.Roles)) throw new ApiException(403, "not-authorized", "Not Authorized [not-authorized]", new { method = "pinMessage" });
        return chosen.Room.Archived == true ? throw RoomRefusals.Archived(chosen.Room) : chosen;
    }

    private static JsonElement Quote(Message message)
    {
        var quote = new JsonObject
        {
            ["text"] = message.Msg,
            ["author_name"] = message.U.Username,
            ["author_icon"] = "/avatar/" + Uri.EscapeDataString(message.U.Username),
            ["ts"] = RestJson.ToNode(message.Ts),
        };
        if (message.Attachments is { } attachments) quote["attachments"] = JsonArray.Create(attachments);
        return JsonSerializer.SerializeToElement(new JsonArray(quote), RestJson.Options);
    }
}
