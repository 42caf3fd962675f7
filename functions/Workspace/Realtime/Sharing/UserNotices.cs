using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Realtime.Ddp;
using Gantry.Functions.Workspace.Realtime.Streams;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>What <c>stream-notify-user</c> tells (<c>rocket-chat-behaviour.md</c> 8.4): rooms that come, change and go, and messages that call for attention.</summary>
internal sealed class UserNotices(RoomStore rooms, UserStore users, SubscriptionView subscriptions, MessageView view)
{
    /// <summary>The event of messages that the user alone is to see.</summary>
    public const string Message = "message";

    private const string RoomsChanged = "rooms-changed";
    private const string SubscriptionsChanged = "subscriptions-changed";
    private const string Notification = "notification";

    /// <summary>The user came into a room.</summary>
    public async Task JoinedAsync(WatchedUser user, Membership membership, CancellationToken cancellationToken)
    {
        if (await rooms.FindAsync(membership.RoomId, cancellationToken) is not { } room || await users.FindAsync(user.Id, cancellationToken) is not { } member) return;
        Tell(user, SubscriptionsChanged, room.Id, "inserted", (await subscriptions.ToNodeAsync(room, membership, member, cancellationToken)).View);
        Tell(user, RoomsChanged, room.Id, "inserted", RestJson.ToNode(room));
    }

    /// <summary>The user is no more in a room.</summary>
    public static void Left(WatchedUser user, string roomId)
    {
        Tell(user, SubscriptionsChanged, null, "removed", new JsonObject { ["_id"] = SubscriptionView.IdOf(roomId, user.Id), ["rid"] = roomId, ["u"] = new JsonObject { ["_id"] = user.Id } });
        Tell(user, RoomsChanged, null, "removed", new JsonObject { ["_id"] = roomId });
    }

    /// <summary>A room of the user is not as it was; with a new message, that is its last one.</summary>
    public void Changed(WatchedUser user, Room room, Message? newest)
    {
        if (!user.To(RoomsChanged).Any()) return;
        var shown = (JsonObject)RestJson.ToNode(room)!;
        if (newest is not null) (shown["lm"], shown["lastMessage"]) = (RestJson.ToNode(newest.Ts), view.ToNode(newest));
        Tell(user, RoomsChanged, room.Id, "updated", shown);
    }

    /// <summary>A message calls for the user's attention.</summary>
    public static void Notify(WatchedUser user, Room room, Message message)
    {
        var sender = RestJson.ToNode(message.U);
        var payload = new JsonObject
        {
            ["_id"] = message.Id,
            ["rid"] = room.Id,
            ["sender"] = sender,
            ["type"] = room.T,
            ["name"] = room.Name,
            ["message"] = new JsonObject { ["msg"] = message.Msg },
        };
        var title = room.IsDirect ? message.U.Name ?? message.U.Username : "#" + room.Name;
        Send(user, Notification, room.Id, new JsonObject { ["title"] = title, ["text"] = message.Msg, ["payload"] = payload });
    }

    /// <summary>The user alone is told something, in whatever room it may look into.</summary>
    public static void Tell(WatchedUser user, JsonNode message) => Send(user, Message, null, Ejson.WithDates(message));

    private static void Tell(WatchedUser user, string what, string? about, string action, JsonNode? record) => Send(user, what, about, JsonValue.Create(action), Ejson.WithDates(record));

    private static void Send(WatchedUser user, string what, string? about, params JsonNode?[] args)
    {
        if (user.To(what).ToList() is not { Count: > 0 } offered) return;
        var frame = DdpFrames.Event(Publications.UserStream, $"{user.Id}/{what}", args);
        foreach (var subscription in offered) subscription.Offer(frame, about);
    }
}
