using System.Collections.Concurrent;
using Gantry.Functions.Workspace.Realtime.Streams;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>A user with subscriptions about all that concerns it.</summary>
internal sealed class WatchedUser(string id) : IDisposable
{
    private readonly Lock _lock = new();
    private Subscription[] _subscriptions = [];
    private volatile HashSet<string> _rooms = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    /// <summary>One look at the user's rooms at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>One look at what the user alone was told at a time.</summary>
    public SemaphoreSlim PrivateTurn { get; } = new(1);

    /// <summary>Whether it is kept up with what it alone is told.</summary>
    public bool HearsPrivately { get; set; }

    /// <summary>When its rooms were last looked at; null before the first time.</summary>
    public DateTimeOffset? LookedAt { get; set; }

    /// <summary>The rooms that it was in then.</summary>
    public IReadOnlySet<string> Rooms => _rooms;

    public bool IsEmpty => _subscriptions.Length == 0;

    public IEnumerable<Subscription> OfAllMessages => Volatile.Read(ref _subscriptions).Where(subscription => subscription.Kind == SubscriptionKind.MyMessages);

    /// <summary>The subscriptions to one event of the user's stream.</summary>
    public IEnumerable<Subscription> To(string what) => Volatile.Read(ref _subscriptions)
        .Where(subscription => subscription.Kind == SubscriptionKind.UserNotices && subscription.EventName.EndsWith("/" + what, StringComparison.Ordinal));

    public void Add(Subscription subscription)
    {
        lock (_lock) _subscriptions = [.. _subscriptions, subscription];
    }

    public void Remove(Subscription subscription)
    {
        lock (_lock) _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }

    public void Enter(string roomId)
    {
        lock (_lock) _rooms = [.. _rooms, roomId];
    }

    public void Leave(string roomId)
    {
        lock (_lock) _rooms = [.. _rooms.Where(other => other != roomId)];
    }

    /// <summary>Notes a message that the user alone is told; false if it was before.</summary>
    public bool TryHear(string messageId, DateTimeOffset now) => _heard.TryAdd(messageId, now);

    /// <summary>Forgets what was noted before an instant.</summary>
    public void ForgetHeard(DateTimeOffset before)
    {
        foreach (var (id, at) in _heard)
            if (at < before) _heard.TryRemove(id, out _);
    }

    public void Dispose()
    {
        Turn.Dispose();
        PrivateTurn.Dispose();
    }
}

/// <summary>The users of this instance's connections that subscribed to all that concerns them.</summary>
internal sealed class WatchedUsers
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, WatchedUser> _users = new(StringComparer.Ordinal);

    public ICollection<WatchedUser> All => _users.Values;

    public WatchedUser? Find(string userId) => _users.GetValueOrDefault(userId);

    public WatchedUser Add(Subscription subscription)
    {
        lock (_lock)
        {
            var user = _users.GetOrAdd(subscription.UserId!, static id => new WatchedUser(id));
            user.Add(subscription);
            return user;
        }
    }

    public WatchedUser? Remove(Subscription subscription)
    {
        lock (_lock)
        {
            if (subscription.UserId is not { } id || !_users.TryGetValue(id, out var user)) return null;
            user.Remove(subscription);
            if (user.IsEmpty) _users.TryRemove(id, out _);
            return user;
        }
    }
}
