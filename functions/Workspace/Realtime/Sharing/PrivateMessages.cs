using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>
/// Tells users what they alone are to see (<c>USER/message</c>): at once where this instance writes it; what other instances write by one range read every
/// two seconds for each user here who subscribed to it. A read goes a minute back, as that of a room does.
/// </summary>
internal sealed class PrivateMessages(WatchedUsers users, EphemeralMessages messages, MessageView view, IOptions<RealtimeOptions> options, TimeProvider time)
{
    private bool IsShared => options.Value.PollSeconds > 0;

    /// <summary>A user subscribes: what it was told before is not news.</summary>
    public async Task BeginAsync(WatchedUser user, CancellationToken cancellationToken)
    {
        await user.PrivateTurn.WaitAsync(cancellationToken);
        try
        {
            // Who has another connection keeps up already.
            if (!IsShared || user.HearsPrivately) return;
            await foreach (var message in RecentAsync(user, cancellationToken)) user.TryHear(message.Id, time.GetUtcNow());
            user.HearsPrivately = true;
        }
        finally
        {
            user.PrivateTurn.Release();
        }
    }

    /// <summary>Tells a message that this instance wrote.</summary>
    public void Tell(string userId, Message message)
    {
        if (users.Find(userId) is { } user) Tell(user, message);
    }

    /// <summary>Tells what other instances wrote, in its order.</summary>
    public async Task ReadAsync(WatchedUser user, CancellationToken cancellationToken)
    {
        await user.PrivateTurn.WaitAsync(cancellationToken);
        try
        {
            if (!user.HearsPrivately) return;
            if (!user.To(UserNotices.Message).Any())
            {
                user.HearsPrivately = false;
                return;
            }

            foreach (var message in await RecentAsync(user, cancellationToken).Reverse().ToListAsync(cancellationToken)) Tell(user, message);
            user.ForgetHeard(time.GetUtcNow() - RoomReader.LookBack - RoomReader.LookBack);
        }
        finally
        {
            user.PrivateTurn.Release();
        }
    }

    private IAsyncEnumerable<Message> RecentAsync(WatchedUser user, CancellationToken cancellationToken) => messages.ReadAsync(user.Id, time.GetUtcNow() - RoomReader.LookBack, roomId: null, cancellationToken);

    private void Tell(WatchedUser user, Message message)
    {
        if (user.To(UserNotices.Message).Any() && (!IsShared || user.TryHear(message.Id, time.GetUtcNow()))) UserNotices.Tell(user, view.ToPrivateNode(message));
    }
}
