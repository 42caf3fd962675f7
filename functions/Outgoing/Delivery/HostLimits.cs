using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>Bounds the calls to each destination at the same time, so that a slow one keeps no more than its share of the instance.</summary>
internal sealed class HostLimits(IOptions<OutgoingOptions> options)
{
    private readonly Dictionary<string, Destination> _destinations = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    /// <summary>Takes a turn at a destination, waiting for at most <see cref="OutgoingOptions.HostWait"/>.</summary>
    /// <param name="authority">Host and port.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Ends the turn; null if there was none in time.</returns>
    public async Task<IDisposable?> EnterAsync(string authority, CancellationToken cancellationToken)
    {
        var destination = Join(authority);
        var entered = false;
        try
        {
            entered = await destination.Turns.WaitAsync(options.Value.HostWait, cancellationToken);
            return entered ? new Turn(this, authority, destination) : null;
        }
        finally
        {
            if (!entered) Leave(authority, destination);
        }
    }

    private Destination Join(string authority)
    {
        lock (_lock)
        {
            if (!_destinations.TryGetValue(authority, out var destination)) _destinations[authority] = destination = new Destination(new SemaphoreSlim(options.Value.MaxCallsPerHost));
            destination.Users++;
            return destination;
        }
    }

    // Only destinations with calls are remembered: users choose their names.
    private void Leave(string authority, Destination destination)
    {
        lock (_lock)
        {
            if (--destination.Users > 0) return;
            _destinations.Remove(authority);
        }

        destination.Turns.Dispose();
    }

    private sealed class Destination(SemaphoreSlim turns)
    {
        public SemaphoreSlim Turns => turns;

        /// <summary>The calls that are under way or wait.</summary>
        public int Users { get; set; }
    }

    private sealed class Turn(HostLimits limits, string authority, Destination destination) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) != 0) return;
            destination.Turns.Release();
            limits.Leave(authority, destination);
        }
    }
}
