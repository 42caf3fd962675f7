using System.Collections.Concurrent;

namespace Gantry.Functions.Hosting.Queues;

/// <summary>
/// Tells the pump of this process that a message was just put on a queue, so that it looks at once: an idle pump looks every two seconds only. Other
/// instances are not told; whoever comes first takes the message.
/// </summary>
internal sealed class QueueBell(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _bells = new(StringComparer.Ordinal);

    /// <summary>Rings for a queue. Rings that nobody heard yet are one.</summary>
    public void Ring(string queue)
    {
        var bell = Of(queue);
        lock (bell)
            if (bell.CurrentCount == 0) bell.Release();
    }

    /// <summary>Waits for a ring.</summary>
    /// <returns>Whether it rang, perhaps already before; else the time is over.</returns>
    public async Task<bool> WaitAsync(string queue, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await Of(queue).WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var bell in _bells.Values) bell.Dispose();
    }

    private SemaphoreSlim Of(string queue) => _bells.GetOrAdd(queue, static _ => new SemaphoreSlim(0));
}
