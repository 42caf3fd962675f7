using Azure.Storage.Queues;
using Gantry.Functions.Hosting.Queues;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>The two lanes: first attempts, and whatever waits for a time. So a first attempt never stands behind retries.</summary>
internal sealed class DeliveryQueue(StorageAccount storage, QueueBell bell, TimeProvider time)
{
    /// <summary>The queue of first attempts.</summary>
    public const string First = "deliveries";

    /// <summary>The queue of everything later.</summary>
    public const string Later = "retries";

    /// <summary>The service hides a message for seven days at most; who wakes too early is hidden again.</summary>
    private static readonly TimeSpan LongestHop = TimeSpan.FromDays(6);

    /// <summary>Longer than any write takes.</summary>
    private static readonly TimeSpan AfterCrash = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _first = storage.Queue(First);
    private readonly QueueClient _later = storage.Queue(Later);

    /// <summary>Queues a first attempt.</summary>
    public async Task SendFirstAsync(DeliveryJob job, CancellationToken cancellationToken)
    {
        await _first.SendMessageAsync(job.ToMessage(), null, ForEver, cancellationToken);
        bell.Ring(First);
    }

    /// <summary>Writes an entry that nothing else would come back to, and queues its attempt: a second job, queued before, makes up for a crash between.</summary>
    /// <param name="job">The attempt.</param>
    /// <param name="write">Writes the entry; false if there is nothing to queue.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What <paramref name="write"/> gave.</returns>
    public async Task<bool> SendWithAsync(DeliveryJob job, Func<Task<bool>> write, CancellationToken cancellationToken)
    {
        await SendLaterAsync(job, time.GetUtcNow() + AfterCrash, cancellationToken);
        if (!await write()) return false;
        await SendLaterAsync(job, null, cancellationToken);
        return true;
    }

    /// <summary>Queues an attempt for a time. The service counts whole seconds: who takes the job waits for the rest.</summary>
    /// <param name="job">The attempt.</param>
    /// <param name="due">When; null for at once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SendLaterAsync(DeliveryJob job, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        var wait = due is { } at ? at - time.GetUtcNow() : TimeSpan.Zero;
        var hidden = TimeSpan.FromSeconds(Math.Floor(Math.Clamp(wait.TotalSeconds, 0, LongestHop.TotalSeconds)));
        return _later.SendMessageAsync(job.ToMessage(), hidden, ForEver, cancellationToken);
    }
}
