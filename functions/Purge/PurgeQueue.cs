using Azure.Storage.Queues;

namespace Gantry.Functions.Purge;

/// <summary>
/// Has the rows of removed records purged in the background: what a removal costs does not depend on how much a room or an integration wrote.
/// The job is queued first, hidden for <see cref="Delay"/>, then the record is removed: a crash between leaves a job that finds the record and ends.
/// </summary>
internal sealed class PurgeQueue(StorageAccount storage)
{
    /// <summary>The queue.</summary>
    public const string Name = "purges";

    /// <summary>Longer than any request and any snapshot's refresh.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(6);

    private readonly QueueClient _queue = storage.Queue(Name);

    /// <summary>Queues a job; to be called before the record is removed.</summary>
    public Task AnnounceAsync(PurgeJob job, CancellationToken cancellationToken) => _queue.SendMessageAsync(job.ToMessage(), Delay, TimeSpan.FromSeconds(-1), cancellationToken);

    /// <summary>Queues a job for records that are known to end of themselves.</summary>
    /// <param name="job">The job.</param>
    /// <param name="delay">How long from now until they have; up to 7 days.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task AnnounceAsync(PurgeJob job, TimeSpan delay, CancellationToken cancellationToken) => _queue.SendMessageAsync(job.ToMessage(), delay, TimeSpan.FromSeconds(-1), cancellationToken);

    /// <summary>Queues the rest of a job that was too long for one run.</summary>
    public Task ContinueAsync(PurgeJob job, CancellationToken cancellationToken) => _queue.SendMessageAsync(job.ToMessage(), null, TimeSpan.FromSeconds(-1), cancellationToken);
}
