using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Realtime.Streams;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>Tells the connections of this instance what happened in a room: those that watch it, and the users whom it concerns.</summary>
internal sealed class RoomTelling(WatchedUsers users, UserNotices notices)
{
    private static readonly string[] Everybody = ["all", "here"];

    /// <summary>Tells it.</summary>
    /// <param name="watch">Who watches the room; null for nobody.</param>
    /// <param name="happened">What happened.</param>
    public void Tell(RoomWatch? watch, RoomEvent happened)
    {
        watch?.Tell(happened);
        if (happened is not MessageEvent { IsNew: true } added) return;
        Changed(added.Room, added.Message);
        if (added.Message.T is not null) return;
        foreach (var user in users.All)
            if (user.Id != added.Message.U.Id && Concerns(added.Room, added.Message, user)) UserNotices.Notify(user, added.Room, added.Message);
    }

    /// <summary>Tells those who are in a room that it changed.</summary>
    public void Changed(Room room, Message? newest)
    {
        foreach (var user in users.All)
            if (user.Rooms.Contains(room.Id)) notices.Changed(user, room, newest);
    }

    private static bool Concerns(Room room, Message message, WatchedUser user) => room.IsDirect
        ? room.Uids?.Contains(user.Id) == true
        : user.Rooms.Contains(room.Id) && message.Mentions?.Any(mention => mention.Id == user.Id || Everybody.Contains(mention.Id, StringComparer.Ordinal)) == true;
}
