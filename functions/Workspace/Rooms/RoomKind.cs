namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Channels and private groups have the same calls: what differs between <c>channels.*</c> and <c>groups.*</c> (<c>rocket-chat-behaviour.md</c> 7.3, 7.4).</summary>
/// <param name="Type">The room's type.</param>
/// <param name="Plural">The name before the dot, and of a list in an answer.</param>
/// <param name="Singular">The name of a room in an answer.</param>
/// <param name="Title">How a sentence about a room begins.</param>
/// <param name="MissingSelector">The code of a call that names no room.</param>
internal sealed record RoomKind(string Type, string Plural, string Singular, string Title, string MissingSelector)
{
    /// <summary>Public channels.</summary>
    public static readonly RoomKind Channel = new("c", "channels", "channel", "The channel", "error-roomid-param-not-provided");

    /// <summary>Private groups.</summary>
    public static readonly RoomKind Group = new("p", "groups", "group", "The private group", "error-room-param-not-provided");

    public string CreatePermission => "create-" + Type;

    public string DeletePermission => "delete-" + Type;

    public string LeavePermission => "leave-" + Type;

    public string AddToAnyPermission => $"add-user-to-any-{Type}-room";

    /// <summary>An answer that holds one room.</summary>
    public IResult Answer(System.Text.Json.Nodes.JsonObject room) => Results.Ok(new System.Text.Json.Nodes.JsonObject { [Singular] = room, ["success"] = true });
}
