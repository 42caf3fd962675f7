namespace Gantry.Functions.Workspace.Rooms;

/// <summary>What is refused in a room whatever the call.</summary>
internal static class RoomRefusals
{
    /// <summary>The room is archived (<c>rocket-chat-behaviour.md</c> 7.3, 7.4).</summary>
    public static ApiException Archived(Room room) =>
        ApiException.Invalid("error-room-archived", room.T == "p" ? $"The private group, {room.Name}, is archived" : $"The channel, {room.Name ?? room.Id}, is archived");

    /// <summary>The caller has no business in the room.</summary>
    public static ApiException NotAllowed() => new(403, "error-not-allowed", "error-not-allowed");
}
