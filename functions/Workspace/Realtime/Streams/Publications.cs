using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Realtime.Ddp;
using Gantry.Functions.Workspace.Realtime.Sharing;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Streams;

/// <summary>What can be subscribed to (<c>rocket-chat-behaviour.md</c> 8.4, seed 002), by whom.</summary>
internal sealed class Publications(RoomStore rooms, MembershipStore memberships, RoomAccess access, RoomWatches roomWatches, UserWatches userWatches)
{
    /// <summary>The event of <c>stream-room-messages</c> that stands for all rooms of the user.</summary>
    public const string MyMessages = "__my_messages__";

    /// <summary>The stream of what concerns a user.</summary>
    public const string UserStream = "stream-notify-user";

    /// <summary>What clients subscribe to before anybody has logged in.</summary>
    private static readonly string[] ForEverybody = ["meteor.loginServiceConfiguration", "meteor_autoupdate_clientVersions"];

    private static readonly string[] Silent = ["stream-notify-logged", "stream-notify-all", "stream-user-presence", "stream-roles", "stream-importers", "stream-apps", "userData", "activeUsers"];

    /// <summary>Makes a subscription, if the caller may have it.</summary>
    /// <exception cref="ApiException">401, 403 or 400.</exception>
    /// <exception cref="DdpException">404: there is no such publication.</exception>
    public async Task<Subscription> CreateAsync(DdpSession session, JsonElement id, string name, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (ForEverybody.Contains(name, StringComparer.Ordinal)) return new Subscription(session, id, SubscriptionKind.Silent, name);
        var caller = await session.Identity.RequireAsync(cancellationToken);
        var eventName = parameters.ValueKind == JsonValueKind.Array && parameters.GetArrayLength() > 0 && parameters[0].ValueKind == JsonValueKind.String ? parameters[0].GetString()! : "";
        switch (name)
        {
            case RoomEvent.MessageStream when eventName == MyMessages:
                return new Subscription(session, id, SubscriptionKind.MyMessages, eventName);
            case RoomEvent.MessageStream:
                return await InRoomAsync(session, id, SubscriptionKind.RoomMessages, eventName, eventName, caller, cancellationToken);
            case "room-messages":
                return await InRoomAsync(session, id, SubscriptionKind.MessageCollection, eventName, eventName, caller, cancellationToken);
            case RoomEvent.NoticeStream:
                return await InRoomAsync(session, id, SubscriptionKind.RoomNotices, eventName, RoomOf(eventName), caller, cancellationToken);
            case UserStream when eventName.StartsWith(caller.User.Id + "/", StringComparison.Ordinal):
                return new Subscription(session, id, SubscriptionKind.UserNotices, eventName);
            case UserStream:
                throw RoomRefusals.NotAllowed();
            case var _ when Silent.Contains(name, StringComparer.Ordinal):
                return new Subscription(session, id, SubscriptionKind.Silent, eventName);
            default:
                throw DdpException.NotFound("Subscription", name);
        }
    }

    /// <summary>Begins to tell it.</summary>
    /// <returns>When everything that happens from now on will be told, by other instances too.</returns>
    public Task OpenAsync(Subscription subscription, CancellationToken cancellationToken) => subscription.Kind switch
    {
        SubscriptionKind.Silent => Task.CompletedTask,
        SubscriptionKind.MyMessages or SubscriptionKind.UserNotices => userWatches.AddAsync(subscription, cancellationToken),
        _ => roomWatches.AddAsync(subscription, subscription.RoomId!, since: null, cancellationToken),
    };

    /// <summary>Stops telling it.</summary>
    public void Close(Subscription subscription)
    {
        subscription.End();
        if (subscription.RoomId is { } roomId) roomWatches.Remove(subscription, roomId);
        else userWatches.Remove(subscription);
    }

    /// <summary>The room of an event such as <c>ROOM/typing</c>.</summary>
    public static string RoomOf(string eventName) => eventName.LastIndexOf('/') is > 0 and var slash ? eventName[..slash] : throw RoomRefusals.NotAllowed();

    private async Task<Subscription> InRoomAsync(
        DdpSession session, JsonElement id, SubscriptionKind kind, string eventName, string roomId, Caller caller, CancellationToken cancellationToken)
    {
        var room = roomId.Length > 0 ? await rooms.FindAsync(roomId, cancellationToken) : null;
        if (room is null || !await access.CanReadAsync(caller.User, room, cancellationToken)) throw RoomRefusals.NotAllowed();
        var isMember = await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken) is not null;
        return new Subscription(session, id, kind, eventName, room.Id) { IsMember = isMember };
    }
}
