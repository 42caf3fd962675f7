namespace Gantry.Functions.RateLimiting;

/// <summary>
/// The calls that this instance may still admit for one key in one minute. It leases them from the key's row: few at first, so that an instance that needs
/// none keeps none from the others, then twice as many as before while they are used up, and fewer again where little is left. Before they run dry, more are
/// leased in the background, so only the first call of a minute waits for storage. With leases of one, calls are counted one by one.
/// </summary>
internal sealed class LeasedTokens(RateLimitWindow window, int limit, int largestLease)
{
    private readonly Lock _lock = new();
    private long _minute = -1;
    private int _mine;
    private int _others;
    private int _lease;
    private bool _isFull;
    private Task _leasing = Task.CompletedTask;

    /// <summary>Takes one call of a minute.</summary>
    /// <returns>Whether there was one, and how many may be left of the limit.</returns>
    public async ValueTask<(bool Admitted, int Remaining)> TakeAsync(long minute, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task leasing;
            lock (_lock)
            {
                if (minute > _minute) (_minute, _mine, _others, _lease, _isFull) = (minute, 0, limit, 0, false);
                if (_mine > 0)
                {
                    _mine--;
                    if (_lease > 1 && _mine <= _lease / 2) _ = Lease();
                    return (true, _mine + _others);
                }

                if (_isFull) return (false, 0);
                leasing = Lease();
            }

            await leasing.WaitAsync(cancellationToken);
        }
    }

    private Task Lease()
    {
        if (!_leasing.IsCompleted || _isFull) return _leasing;
        var largest = Math.Clamp(_others / 2, 1, largestLease);
        _lease = Math.Clamp(_lease * 2, Math.Min(largest, Math.Max(1, limit / 50)), largest);
        return _leasing = LeaseAsync(_minute, _lease);
    }

    private async Task LeaseAsync(long minute, int wanted)
    {
        // Storage is asked after the caller has left the lock.
        await Task.Yield();
        var (taken, left) = await window.TakeAsync(minute, wanted, limit, CancellationToken.None);
        lock (_lock)
        {
            if (_minute != minute) return;
            _mine += taken;
            _others = left;
            _isFull = taken == 0;
        }
    }
}
