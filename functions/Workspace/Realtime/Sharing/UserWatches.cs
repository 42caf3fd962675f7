using Azure;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Realtime.Streams;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>
/// Keeps up with the rooms of users that subscribed to all that concerns them: a range read of their mirrors every two seconds, and at once when this instance
/// knows that something changed. Who is new in a room is told what was said there since the last look.
/// </summary>
internal sealed partial class UserWatches(
    WatchedUsers users, RoomWatches roomWatches, UserRooms userRooms, MembershipStore memberships, UserNotices notices, PrivateMessages privates, TimeProvider time, ILogger<UserWatches> logger)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly ParallelOptions FewAtATime = new() { MaxDegreeOfParallelism = 16 };

    /// <summary>Adds a subscription.</summary>
    public async Task AddAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var user = users.Add(subscription);
        await LookAsync(user, cancellationToken);
        if (user.To(UserNotices.Message).Contains(subscription)) await privates.BeginAsync(user, cancellationToken);
        if (subscription.Kind == SubscriptionKind.MyMessages)
            await Parallel.ForEachAsync(user.Rooms, FewAtATime, async (roomId, _) => await roomWatches.AddAsync(subscription, roomId, since: null, cancellationToken));
    }

    /// <summary>Removes a subscription.</summary>
    public void Remove(Subscription subscription)
    {
        if (users.Remove(subscription) is not { } user || subscription.Kind != SubscriptionKind.MyMessages) return;
        foreach (var roomId in user.Rooms) roomWatches.Remove(subscription, roomId);
    }

    /// <summary>Looks again, because the user came into or out of a room on this instance. Does not wait.</summary>
    public void LookSoon(string userId)
    {
        if (users.Find(userId) is { } user) _ = Task.Run(() => TryAsync(() => LookAsync(user, CancellationToken.None)));
    }

    /// <summary>Takes notice of a direct room that begins with a message. Does not wait.</summary>
    public void EnterSoon(Room room, Message message)
    {
        foreach (var userId in room.Uids ?? [])
            if (users.Find(userId) is { } user && !user.Rooms.Contains(room.Id)) _ = Task.Run(() => TryAsync(() => EnterAsync(user, room.Id, message.Ts - Moment)));
    }

    /// <summary>Compares the user's rooms with those of the last look.</summary>
    public async Task LookAsync(WatchedUser user, CancellationToken cancellationToken)
    {
        await user.Turn.WaitAsync(cancellationToken);
        try
        {
            var (now, since) = (time.GetUtcNow(), user.LookedAt - Slack);
            var ids = (await userRooms.ListIdsAsync(user.Id, cancellationToken)).ToHashSet(StringComparer.Ordinal);
            await Parallel.ForEachAsync(ids.Except(user.Rooms), FewAtATime, async (roomId, _) =>
            {
                // A mirror may be ahead of the room, and stay behind it.
                if (await memberships.FindAsync(roomId, user.Id, cancellationToken) is { } membership) await AdmitAsync(user, membership, since, cancellationToken);
            });
            foreach (var roomId in user.Rooms.Except(ids).ToList()) Dismiss(user, roomId);
            user.LookedAt = now;
        }
        finally
        {
            user.Turn.Release();
        }
    }

    private async Task EnterAsync(WatchedUser user, string roomId, DateTimeOffset since)
    {
        await user.Turn.WaitAsync();
        try
        {
            if (!user.Rooms.Contains(roomId) && await memberships.FindAsync(roomId, user.Id, CancellationToken.None) is { } membership)
                await AdmitAsync(user, membership, since, CancellationToken.None);
        }
        finally
        {
            user.Turn.Release();
        }
    }

    private async Task AdmitAsync(WatchedUser user, Membership membership, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        // That it came in is told before anything of the room is.
        if (since is not null) await notices.JoinedAsync(user, membership, cancellationToken);
        user.Enter(membership.RoomId);
        try
        {
            foreach (var subscription in user.OfAllMessages) await roomWatches.AddAsync(subscription, membership.RoomId, since, cancellationToken);
        }
        catch
        {
            user.Leave(membership.RoomId);
            throw;
        }
    }

    private void Dismiss(WatchedUser user, string roomId)
    {
        user.Leave(roomId);
        foreach (var subscription in user.OfAllMessages) roomWatches.Remove(subscription, roomId);
        UserNotices.Left(user, roomId);
    }

    // Nobody waits for it, and the next look makes up for it.
    private async Task TryAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or OperationCanceledException or ApiException)
        {
            LogFailure(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The rooms of a connected user could not be looked at: {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);
}
