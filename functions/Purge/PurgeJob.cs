using System.Text.Json;
using Azure.Storage.Queues;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Purge;

/// <summary>A partition whose rows nobody can reach any more, and which has to go.</summary>
/// <param name="Table">The table, without prefix.</param>
/// <param name="Partition">The partition, encoded.</param>
internal sealed record PurgeJob(string Table, string Partition)
{
    private const int Version = 1;

    /// <summary>The message on the queue. The host copies a message's top-level properties over its own metadata, so the job is wrapped.</summary>
    public string ToMessage() => JsonSerializer.Serialize(new Envelope(Version, this), RestJson.Options);

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static PurgeJob Parse(string message) => JsonSerializer.Deserialize<Envelope>(message, RestJson.Options) is { V: Version, Job: { Table: not null, Partition: not null } job }
        ? job
        : throw new JsonException("Not a purge job of this version.");

    private sealed record Envelope(int V, PurgeJob Job);
}

/// <summary>
/// Has partitions purged in the background: how much a room or an integration wrote does not change what its removal costs.
/// The job is queued before the record that makes the rows reachable is removed; a job whose record is still there is harmless to lose, not to run:
/// callers queue with a delay and the worker asks whether the record is gone.
/// </summary>
internal sealed class PurgeQueue(StorageAccount storage)
{
    /// <summary>The queue.</summary>
    public const string Name = "purges";

    private readonly QueueClient _queue = storage.Queue(Name);

    /// <summary>Queues a job.</summary>
    public Task SendAsync(PurgeJob job, CancellationToken cancellationToken) =>
        _queue.SendMessageAsync(job.ToMessage(), visibilityTimeout: null, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken);
}
