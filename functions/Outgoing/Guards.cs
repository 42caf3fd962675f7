using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Storage.Queues;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing;

/// <summary>
/// Guards: a hidden message on the queue <c>guards</c> for a partition that is about to get outbox rows. It wakes long after any commit that it covers has
/// ended, and dispatches what is still there. One is shared by what a process commits within <see cref="OutgoingOptions.GuardShare"/>.
/// </summary>
internal sealed class Guards(StorageAccount storage, IOptions<OutgoingOptions> options, TimeProvider time)
{
    /// <summary>The queue.</summary>
    public const string Queue = "guards";

    private const int MaxRemembered = 10_000;
    private const int Version = 1;

    private readonly QueueClient _queue = storage.Queue(Queue);
    private readonly ConcurrentDictionary<OutboxPlace, Guard> _standing = new();

    /// <summary>Makes sure that a guard stands; to be awaited before the commit.</summary>
    public async ValueTask EnsureAsync(OutboxPlace place, CancellationToken cancellationToken)
    {
        while (true)
        {
            var fresh = new Guard(time.GetTimestamp(), () => SendAsync(place, options.Value.GuardDelay, CancellationToken.None));
            var guard = _standing.GetOrAdd(place, fresh);
            if (time.GetElapsedTime(guard.Since) < options.Value.GuardShare)
            {
                try
                {
                    await guard.Sent.WaitAsync(cancellationToken);
                    return;
                }
                catch (Exception) when (!cancellationToken.IsCancellationRequested)
                {
                    _standing.TryRemove(KeyValuePair.Create(place, guard));
                    throw;
                }
            }

            _standing.TryRemove(KeyValuePair.Create(place, guard));
            if (_standing.Count > MaxRemembered) _standing.Clear();
        }
    }

    /// <summary>Sends a guard.</summary>
    /// <param name="place">The partition that it looks after.</param>
    /// <param name="delay">When it wakes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SendAsync(OutboxPlace place, TimeSpan delay, CancellationToken cancellationToken) =>
        _queue.SendMessageAsync(JsonSerializer.Serialize(new Envelope(Version, place), RestJson.Options), delay, TimeSpan.FromSeconds(-1), cancellationToken);

    /// <summary>Reads a guard.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static OutboxPlace Parse(string message) => JsonSerializer.Deserialize<Envelope>(message, RestJson.Options) is { V: Version, Job: { Table: not null, Partition: not null } place }
        ? place
        : throw new JsonException("Not a guard of this version.");

    private sealed record Envelope(int V, OutboxPlace Job);

    private sealed class Guard(long since, Func<Task> send)
    {
        private readonly Lazy<Task> _sent = new(send);

        public long Since => since;

        public Task Sent => _sent.Value;
    }
}
