using System.Collections.Concurrent;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>How users come into and out of a room, each step with the system message that tells the room.</summary>
internal sealed class Joining(MembershipStore memberships, SystemMessages messages, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Room, string User), Lazy<Task<Membership>>> _joining = new();

    /// <summary>A user joins by itself. Of calls that come together, as a new hook's first ones do, one joins and the others wait for it.</summary>
    public async Task<Membership> JoinAsync(User user, Room room, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(room.Id, user.Id, cancellationToken) is { } already) return already;
        return await _joining.GetOrAdd((room.Id, user.Id), _ => new Lazy<Task<Membership>>(() => JoinOnceAsync(user, room))).Value.WaitAsync(cancellationToken);
    }

    /// <summary>A user is added by another; nothing happens if it is a member already.</summary>
    public async Task AddAsync(User user, Room room, User by, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(room.Id, user.Id, cancellationToken) is not null) return;
        if (await memberships.AddAsync(user, room, time.GetUtcNow(), cancellationToken)) await messages.PostAsync(room, "au", by, user.Username, cancellationToken);
    }

    /// <summary>A user leaves by itself.</summary>
    public async Task LeaveAsync(User user, Room room, CancellationToken cancellationToken)
    {
        if (await memberships.RemoveAsync(user, room, time.GetUtcNow(), cancellationToken)) await messages.PostAsync(room, "ul", user, user.Username, cancellationToken);
    }

    /// <summary>A user is removed by another.</summary>
    public async Task KickAsync(User user, Room room, User by, CancellationToken cancellationToken)
    {
        if (await memberships.RemoveAsync(user, room, time.GetUtcNow(), cancellationToken)) await messages.PostAsync(room, "ru", by, user.Username, cancellationToken);
    }

    // Not cancelled with one caller, because others may wait for it. Who came when another had just joined finds that.
    private async Task<Membership> JoinOnceAsync(User user, Room room)
    {
        try
        {
            if (await memberships.FindAsync(room.Id, user.Id, CancellationToken.None) is { } already) return already;
            var now = time.GetUtcNow();

            // All are in a default channel sooner or later: that is no news.
            if (await memberships.AddAsync(user, room, now, CancellationToken.None) && room.Default != true) await messages.PostAsync(room, "uj", user, user.Username, CancellationToken.None);
            return Membership.Of(user, room.Id, now);
        }
        finally
        {
            _joining.TryRemove((room.Id, user.Id), out _);
        }
    }
}
