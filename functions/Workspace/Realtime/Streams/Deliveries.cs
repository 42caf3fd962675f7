using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Streams;

/// <summary>What to do with something that waits to be sent.</summary>
internal enum DeliveryVerdict
{
    /// <summary>It is sent.</summary>
    Send,

    /// <summary>It is not for this user.</summary>
    Drop,

    /// <summary>Nor is anything further of this subscription.</summary>
    End,
}

/// <summary>
/// Decides at the moment of sending whether a user may still be told of a room, by memberships not older than <see cref="RoomsOptions.CacheSeconds"/>.
/// Who was in the room when it subscribed and is no more gets nothing further, even where it may still look into the room.
/// </summary>
internal sealed class Deliveries(RoomStore rooms, MembershipStore memberships, RoomAccess access)
{
    public async ValueTask<DeliveryVerdict> CheckAsync(Subscription subscription, User user, string roomId, CancellationToken cancellationToken)
    {
        if (subscription.UserId != user.Id) return DeliveryVerdict.End;
        if (subscription.IsMember || subscription.Kind is SubscriptionKind.MyMessages or SubscriptionKind.UserNotices)
        {
            if (await memberships.FindAsync(roomId, user.Id, cancellationToken) is not null) return DeliveryVerdict.Send;
            return subscription.RoomId is null ? DeliveryVerdict.Drop : DeliveryVerdict.End;
        }

        if (await rooms.FindAsync(roomId, cancellationToken) is not { } room) return DeliveryVerdict.Drop;
        return await access.CanReadAsync(user, room, cancellationToken) ? DeliveryVerdict.Send : DeliveryVerdict.End;
    }
}
