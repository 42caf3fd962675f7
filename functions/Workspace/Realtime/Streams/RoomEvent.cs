using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Realtime.Ddp;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Streams;

/// <summary>Something that happened in a room, with the frames that tell it: each is made once, however many are told.</summary>
internal abstract class RoomEvent(string roomId)
{
    /// <summary>The stream of a room's messages.</summary>
    public const string MessageStream = "stream-room-messages";

    /// <summary>The stream of what else happens in a room.</summary>
    public const string NoticeStream = "stream-notify-room";

    /// <summary>The collection of seed 002.</summary>
    public const string Collection = "rocketchat_message";

    public string RoomId { get; } = roomId;

    /// <summary>What tells a subscription of it; null if that does not concern it.</summary>
    public abstract byte[]? FrameFor(Subscription subscription);
}

/// <summary>A message that is new, or changed.</summary>
internal sealed class MessageEvent : RoomEvent
{
    private readonly Lazy<byte[]> _inRoom;
    private readonly Lazy<byte[]> _mine;
    private readonly Lazy<byte[]> _inCollection;

    /// <summary>Makes one.</summary>
    /// <param name="room">The room.</param>
    /// <param name="message">The message as it is now.</param>
    /// <param name="isNew">Whether it was not there before.</param>
    /// <param name="view">Shows it.</param>
    public MessageEvent(Room room, Message message, bool isNew, MessageView view)
        : base(room.Id)
    {
        (Room, Message, IsNew) = (room, message, isNew);
        var shown = new Lazy<JsonNode>(() => Ejson.WithDates(view.ToNode(message))!);
        _inRoom = new Lazy<byte[]>(() => DdpFrames.Event(MessageStream, room.Id, shown.Value));
        _mine = new Lazy<byte[]>(() => DdpFrames.Event(
            MessageStream, Publications.MyMessages, shown.Value, new JsonObject { ["roomParticipant"] = true, ["roomType"] = room.T, ["roomName"] = room.Name }));
        _inCollection = new Lazy<byte[]>(() =>
        {
            var fields = shown.Value.DeepClone();
            fields["ts"] = message.Ts.ToUnixTimeMilliseconds();
            return isNew ? DdpFrames.Added(Collection, message.Id, fields) : DdpFrames.Changed(Collection, message.Id, fields);
        });
    }

    public Room Room { get; }

    public Message Message { get; }

    public bool IsNew { get; }

    public override byte[]? FrameFor(Subscription subscription) => subscription.Kind switch
    {
        SubscriptionKind.RoomMessages => _inRoom.Value,
        SubscriptionKind.MyMessages => _mine.Value,
        SubscriptionKind.MessageCollection => _inCollection.Value,
        _ => null,
    };
}

/// <summary>A message that is gone.</summary>
internal sealed class DeletionEvent(string roomId, string messageId) : RoomEvent(roomId)
{
    private readonly Lazy<byte[]> _notice = new(() => DdpFrames.Event(NoticeStream, roomId + "/deleteMessage", new JsonObject { ["_id"] = messageId }));
    private readonly Lazy<byte[]> _inCollection = new(() => DdpFrames.Removed(Collection, messageId));

    public override byte[]? FrameFor(Subscription subscription) => subscription switch
    {
        { Kind: SubscriptionKind.RoomNotices } when subscription.EventName == RoomId + "/deleteMessage" => _notice.Value,
        { Kind: SubscriptionKind.MessageCollection } => _inCollection.Value,
        _ => null,
    };
}

/// <summary>What a client tells the others in a room, such as that somebody types.</summary>
internal sealed class NoticeEvent(string roomId, string eventName, JsonElement args, DdpSession? origin = null) : RoomEvent(roomId)
{
    private readonly Lazy<byte[]> _notice = new(() => DdpFrames.Event(NoticeStream, eventName, [.. args.EnumerateArray().Select(arg => JsonSerializer.SerializeToNode(arg))]));

    public override byte[]? FrameFor(Subscription subscription) =>
        subscription.Kind == SubscriptionKind.RoomNotices && subscription.EventName == eventName && !subscription.IsOf(origin) ? _notice.Value : null;
}
