using System.Collections.Concurrent;
using Gantry.Functions.Workspace.Realtime.Streams;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>The rooms that connections of this instance watch.</summary>
internal sealed class RoomWatches(RoomReader reader, IOptions<RealtimeOptions> options)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, RoomWatch> _rooms = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public ICollection<RoomWatch> All => _rooms.Values;

    /// <summary>The watch of a room; null if nobody watches it here.</summary>
    public RoomWatch? Find(string roomId) => _rooms.GetValueOrDefault(roomId);

    /// <summary>Adds who watches a room.</summary>
    /// <param name="subscription">Who.</param>
    /// <param name="roomId">The room.</param>
    /// <param name="since">From when on it wants to be told what has happened already; null for from now.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>When all that happens from now on will be told.</returns>
    /// <exception cref="ApiException">429: too many rooms are watched here.</exception>
    public async Task AddAsync(Subscription subscription, string roomId, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        Task beginning;
        lock (_lock)
        {
            if (!_rooms.TryGetValue(roomId, out var watch))
            {
                if (_rooms.Count >= options.Value.MaxWatchedRooms)
                    throw new ApiException(429, "error-too-many-subscriptions", $"This server watches at most {options.Value.MaxWatchedRooms} rooms [error-too-many-subscriptions]");
                watch = _rooms[roomId] = new RoomWatch(roomId);
            }

            watch.Add(subscription);

            // One read that failed must not fail all who come later.
            if (watch.Beginning is null or { IsFaulted: true } or { IsCanceled: true }) watch.Beginning = reader.BeginAsync(watch);
            beginning = watch.Beginning;
        }

        await beginning.WaitAsync(cancellationToken);
        if (since is { } earlier) await reader.CatchUpAsync(subscription, roomId, earlier, cancellationToken);

        // It may have ended meanwhile.
        if (subscription.IsEnded) Remove(subscription, roomId);
    }

    /// <summary>Removes who watched a room; one that nobody watches is not read any more.</summary>
    public void Remove(Subscription subscription, string roomId)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(roomId, out var watch)) return;
            watch.Remove(subscription);
            if (watch.IsEmpty) _rooms.TryRemove(roomId, out _);
        }
    }
}
