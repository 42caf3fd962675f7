using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A message that a call names, its room, and the caller's membership there.</summary>
internal sealed record ChosenMessage(StoredMessage Stored, Room Room, Membership? Membership)
{
    public Message Message => Stored.Message;
}

/// <summary>Finds the message that a call names by <c>msgId</c>. One that the caller may not read does not exist for it.</summary>
internal sealed class MessageChoice(MessageReader reader, RoomStore rooms, RoomAccess access, MembershipStore memberships)
{
    /// <summary>The message; if the call names a room too (<c>roomId</c>), it must be of that room.</summary>
    /// <exception cref="ApiException">400: no id; 404: no such message; 422: of another room.</exception>
    public async Task<ChosenMessage> FindAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var id = parameters.RequiredString("msgId");
        var roomId = parameters.FirstString("roomId");
        if (await reader.FindAsync(id, cancellationToken) is not { } stored
            || await rooms.FindAsync(stored.Message.Rid, cancellationToken) is not { } room
            || !await access.CanReadAsync(caller.User, room, cancellationToken))
        {
            throw ApiException.NotFound("error-message-not-found", $"No message found with the id of \"{id}\".");
        }

        if (roomId is not null && roomId != room.Id) throw new ApiException(422, "error-invalid-room", "The room id provided does not match where the message is from.");
        return new ChosenMessage(stored, room, await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken));
    }
}
