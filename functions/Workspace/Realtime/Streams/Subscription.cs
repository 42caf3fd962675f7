using System.Text.Json;
using Gantry.Functions.Workspace.Realtime.Ddp;

namespace Gantry.Functions.Workspace.Realtime.Streams;

/// <summary>What a subscription is to be told.</summary>
internal enum SubscriptionKind
{
    /// <summary>The messages of a room: <c>stream-room-messages</c>.</summary>
    RoomMessages,

    /// <summary>The messages of all rooms that the user is in: <c>stream-room-messages</c>, <c>__my_messages__</c>.</summary>
    MyMessages,

    /// <summary>The messages of a room as a collection: <c>room-messages</c> of seed 002.</summary>
    MessageCollection,

    /// <summary>What happens in a room besides: <c>stream-notify-room</c>.</summary>
    RoomNotices,

    /// <summary>What concerns the user: <c>stream-notify-user</c>.</summary>
    UserNotices,

    /// <summary>A stream that clients subscribe to as a matter of course, where Gantry has nothing to tell.</summary>
    Silent,
}

/// <summary>A subscription of a connection.</summary>
/// <param name="session">The connection.</param>
/// <param name="id">The id that the client gave.</param>
/// <param name="kind">What it is to be told.</param>
/// <param name="eventName">The event of the stream, such as a room's id.</param>
/// <param name="roomId">The room; null where it is about several or none.</param>
internal sealed class Subscription(DdpSession session, JsonElement id, SubscriptionKind kind, string eventName, string? roomId = null)
{
    private volatile bool _isEnded;

    public JsonElement Id { get; } = id;

    public SubscriptionKind Kind { get; } = kind;

    public string EventName { get; } = eventName;

    public string? RoomId { get; } = roomId;

    /// <summary>Whose it is; null where nobody is logged in.</summary>
    public string? UserId { get; } = session.Identity.User?.Id;

    /// <summary>Whether the user was in the room when it subscribed: then the subscription ends with the membership.</summary>
    public bool IsMember { get; init; }

    /// <summary>Whether nothing may be sent for it any more.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Nothing is sent for it any more.</summary>
    public void End() => _isEnded = true;

    /// <summary>Tells it what happened in a room, if that concerns it.</summary>
    public void Offer(RoomEvent happened)
    {
        if (!_isEnded && happened.FrameFor(this) is { } frame) session.Send(this, frame, happened.RoomId);
    }

    /// <summary>Tells it what concerns its user.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="about">The room that the user has to be in for it; null for none.</param>
    public void Offer(byte[] frame, string? about)
    {
        if (!_isEnded) session.Send(this, frame, about);
    }

    /// <summary>Whether it is a connection's.</summary>
    public bool IsOf(DdpSession? other) => session == other;
}
