using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Methods;

/// <summary>The methods about rooms. A room that the caller may not read does not exist for it.</summary>
internal sealed class RoomMethods(RoomStore rooms, RoomAccess access, UserRooms userRooms, Subscriptions subscriptions, RoomMembership membership, DirectMessages direct)
{
    /// <summary><c>getRoomIdByNameOrId</c>.</summary>
    public async Task<JsonNode?> GetIdAsync(DdpCall call, CancellationToken cancellationToken) =>
        (await ReadableAsync(call, await rooms.FindByIdOrNameAsync(call.Text(0), cancellationToken), cancellationToken)).Id;

    /// <summary><c>getRoomNameById</c>.</summary>
    public async Task<JsonNode?> GetNameAsync(DdpCall call, CancellationToken cancellationToken) => (await RoomAsync(call, cancellationToken)).Name;

    /// <summary><c>createDirectMessage</c>: with one or several users.</summary>
    public async Task<JsonNode?> CreateDirectAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var usernames = Enumerable.Range(0, call.Params.ValueKind == System.Text.Json.JsonValueKind.Array ? call.Params.GetArrayLength() : 0).Select(call.TextOrNull).OfType<string>().ToList();
        return (await direct.CreateAsync(DdpCall.Rest(new { usernames }), call.Caller, cancellationToken)).ToNode()!["room"];
    }

    /// <summary><c>joinRoom</c>.</summary>
    public async Task<JsonNode?> JoinAsync(DdpCall call, CancellationToken cancellationToken)
    {
        await membership.JoinAsync(Request(call, await RoomAsync(call, cancellationToken)), cancellationToken);
        return true;
    }

    /// <summary><c>leaveRoom</c>.</summary>
    public async Task<JsonNode?> LeaveAsync(DdpCall call, CancellationToken cancellationToken)
    {
        await membership.LeaveAsync(Request(call, await RoomAsync(call, cancellationToken)), cancellationToken);
        return null;
    }

    /// <summary><c>rooms/get</c>: the caller's rooms; with a date, those that changed since.</summary>
    public async Task<JsonNode?> GetRoomsAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var joined = await userRooms.ListAsync(call.Caller.User.Id, cancellationToken);
        return Changed(call, joined.Where(one => call.Date(0) is not { } since || one.Room.UpdatedAt > since).Select(one => RestJson.ToNode(one.Room)!));
    }

    /// <summary><c>subscriptions/get</c>: the caller's memberships; with a date, those that changed since.</summary>
    public async Task<JsonNode?> GetSubscriptionsAsync(DdpCall call, CancellationToken cancellationToken) =>
        Changed(call, await subscriptions.ChangedAsync(call.Caller.User, call.Date(0), cancellationToken));

    private static JsonNode Changed(DdpCall call, IEnumerable<JsonNode> nodes) => call.Date(0) is null
        ? new JsonArray([.. nodes])
        : new JsonObject { ["update"] = new JsonArray([.. nodes]), ["remove"] = new JsonArray() };

    private static RoomRequest Request(DdpCall call, Room room) => room.IsDirect
        ? throw RoomRefusals.NotAllowed()
        : new RoomRequest(room.IsChannel ? RoomKind.Channel : RoomKind.Group, DdpCall.Rest(new { roomId = room.Id }), call.Caller);

    private async Task<Room> RoomAsync(DdpCall call, CancellationToken cancellationToken) =>
        await ReadableAsync(call, await rooms.FindAsync(call.Text(0), cancellationToken), cancellationToken);

    private async Task<Room> ReadableAsync(DdpCall call, Room? room, CancellationToken cancellationToken) =>
        room is not null && await access.CanReadAsync(call.Caller.User, room, cancellationToken) ? room : throw RoomRefusals.NotAllowed();
}
