using Gantry.Functions.Hosting.Queues;

namespace Gantry.Tests.Hosting.Queues;

public sealed class QueueBellTests : IDisposable
{
    private readonly QueueBell _bell = new(TimeProvider.System);

    public void Dispose() => _bell.Dispose();

    [Fact]
    public async Task Who_waits_hears_a_ring()
    {
        var waiting = _bell.WaitAsync("a", TimeSpan.FromMinutes(5), CancellationToken.None);
        _bell.Ring("a");
        Assert.True(await waiting);
    }

    [Fact]
    public async Task Rings_before_the_wait_are_heard_once()
    {
        for (var i = 0; i < 3; i++) _bell.Ring("a");
        Assert.True(await _bell.WaitAsync("a", TimeSpan.FromMinutes(5), CancellationToken.None));
        Assert.False(await _bell.WaitAsync("a", TimeSpan.FromMilliseconds(1), CancellationToken.None));
    }

    [Fact]
    public async Task Another_queues_bell_is_not_heard()
    {
        _bell.Ring("b");
        Assert.False(await _bell.WaitAsync("a", TimeSpan.FromMilliseconds(1), CancellationToken.None));
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _bell.WaitAsync("a", TimeSpan.FromMinutes(5), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
