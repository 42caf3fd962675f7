using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>A room as answered (<c>rocket-chat-behaviour.md</c> 7.0): with what is counted, and with its last message where one room is asked for.</summary>
internal sealed class RoomView(MembershipStore memberships, MessageStore messages, MessageView messageView)
{
    /// <summary>A room on its own.</summary>
    public async Task<JsonObject> FullAsync(Room room, CancellationToken cancellationToken)
    {
        var view = await CountedAsync(room, cancellationToken);
        if (await NewestAsync(room.Id, cancellationToken) is { } newest)
        {
            view["lm"] = RestJson.ToNode(newest.Ts);
            view["lastMessage"] = messageView.ToNode(newest);
        }

        return view;
    }

    /// <summary>Rooms of a list, a few at a time.</summary>
    public async Task<JsonArray> ListAsync(IReadOnlyList<Room> rooms, CancellationToken cancellationToken)
    {
        var views = new JsonNode[rooms.Count];
        await Parallel.ForAsync(0, rooms.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (i, token) =>
            views[i] = await CountedAsync(rooms[i], token));
        return new JsonArray(views);
    }

    private async Task<JsonObject> CountedAsync(Room room, CancellationToken cancellationToken)
    {
        var view = (JsonObject)RestJson.ToNode(room)!;
        if (view.Remove("joinCode")) view["joinCodeRequired"] = true;
        view["fname"] ??= room.Name;
        view["default"] ??= false;
        view["sysMes"] = true;
        view["usersCount"] = await memberships.CountAsync(room.Id, cancellationToken);
        view["msgs"] = await messages.CountAsync(room.Id, cancellationToken);
        return view;
    }

    private async Task<Message?> NewestAsync(string roomId, CancellationToken cancellationToken) =>
        await messages.ListAsync(roomId, MessageRange.All, pageSize: 1, cancellationToken).FirstOrDefaultAsync(cancellationToken);
}
