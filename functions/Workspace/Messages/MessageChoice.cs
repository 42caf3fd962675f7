using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A message that a call names, its room, and the caller's membership there.</summary>
internal sealed record ChosenMessage(StoredMessage Stored, Room Room, Membership? Membership)
{
    public Message Message => Stored.Message;
}

/// <summary>Finds the message that a call names by <c>msgId</c>, <c>messageId</c> or <c>mid</c>. One that the caller may not read does not exist for it.</summary>
internal sealed class MessageChoice(MessageReader reader, RoomStore rooms, RoomAccess access, MembershipStore memberships)
{
    /// <summary>The message; if the call names a room too (<c>roomId</c>), it must be of that room.</summary>
    /// <exception cref="ApiException">400: no id; 404: no such message; 422: of another room.</exception>
    public async Task<ChosenMessage> FindAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var id = RequireId(parameters);
        var roomId = parameters.FirstString("roomId");
        if (await reader.FindAsync(id, cancellationToken) is not { } stored || await FindReadableAsync(stored, caller, cancellationToken) is not { } chosen) throw Unknown(parameters, id);
        if (roomId is not null && roomId != chosen.Room.Id) throw new ApiException(422, "error-invalid-room", "The room id provided does not match where the message is from.");
        return chosen;
    }

    /// <summary>A message that was found otherwise; null if the caller may not read its room.</summary>
    public async Task<ChosenMessage?> FindReadableAsync(StoredMessage stored, Caller caller, CancellationToken cancellationToken) =>
        await rooms.FindAsync(stored.Message.Rid, cancellationToken) is { } room && await access.CanReadAsync(caller.User, room, cancellationToken)
            ? new ChosenMessage(stored, room, await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken))
            : null;

    /// <summary>The id that a call names.</summary>
    /// <exception cref="ApiException">400: none, said in the words of the spelling that the call's documentation uses.</exception>
    public static string RequireId(Parameters parameters, string spelling = "messageId")
    {
        if (parameters.FirstString("msgId", "messageId", "mid") is { } id) return id;
        const string code = "error-messageid-param-not-provided";
        throw spelling == "msgId" ? ApiException.MissingKey("msgId") : new ApiException(400, code, $"The required \"{spelling}\" param is missing. [{code}]");
    }

    private static ApiException Unknown(Parameters parameters, string id) => parameters.Has("msgId")
        ? ApiException.NotFound("error-message-not-found", $"No message found with the id of \"{id}\".")
        : ApiException.NotFound("error-message-not-found", "The provided \"messageId\" does not match any existing message. [error-message-not-found]");
}
