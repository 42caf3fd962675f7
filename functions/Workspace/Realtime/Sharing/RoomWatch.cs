using Azure.Data.Tables;
using Gantry.Functions.Workspace.Realtime.Streams;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>A room that connections of this instance watch: who, and what of it was told already.</summary>
internal sealed class RoomWatch(string roomId)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private Subscription[] _subscriptions = [];

    public string RoomId { get; } = roomId;

    /// <summary>The latest time stamp that was read; null before the first row.</summary>
    public DateTimeOffset? Written { get; private set; }

    /// <summary>When the rows were last read completely.</summary>
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>The first read, which tells nothing to anybody: what is there is not news.</summary>
    public Task? Beginning { get; set; }

    public bool IsEmpty => _subscriptions.Length == 0;

    public void Add(Subscription subscription)
    {
        lock (_lock)
            if (!_subscriptions.Contains(subscription)) _subscriptions = [.. _subscriptions, subscription];
    }

    public void Remove(Subscription subscription)
    {
        lock (_lock) _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }

    /// <summary>Notes that something is told, directly or as read.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="until">Until when a read may still find it.</param>
    /// <returns>False if it was told before.</returns>
    public bool TrySee(string key, DateTimeOffset until)
    {
        lock (_lock) return _seen.TryAdd(key, until);
    }

    /// <summary>Whether something was told.</summary>
    public bool HasSeen(string key)
    {
        lock (_lock) return _seen.ContainsKey(key);
    }

    /// <summary>Notes when storage wrote rows that are done with.</summary>
    public void Note(IEnumerable<TableEntity> rows)
    {
        foreach (var row in rows)
            if (row.Timestamp is { } written && !(Written >= written)) Written = written;
    }

    /// <summary>Forgets what no read can find any more.</summary>
    public void Forget(DateTimeOffset before)
    {
        lock (_lock)
            foreach (var (key, until) in _seen)
                if (until < before) _seen.Remove(key);
    }

    /// <summary>Tells those who watch.</summary>
    public void Tell(RoomEvent happened)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions)) subscription.Offer(happened);
    }
}
