using System.Threading.Channels;
using Azure.Storage.Queues;
using Gantry.Functions.Hosting;
using Gantry.Functions.Hosting.Queues;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gantry.Tests.Hosting.Queues;

/// <summary>The standalone host's queues do what the Functions host's do.</summary>
public sealed class QueuePumpTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(1);

    private readonly string _name = "q" + Guid.NewGuid().ToString("N")[..20];
    private readonly Worker _worker = new();
    private StorageAccount _storage = null!;
    private QueuePump _pump = null!;

    private QueueClient Queue => _storage.Queue(_name);

    private QueueClient Poison => _storage.Queue(_name + "-poison");

    public async Task InitializeAsync()
    {
        _storage = new StorageAccount(new StorageConnection(await Azurite.ConnectionStringAsync()), new StorageOptions());
        await Queue.CreateAsync();
        await Poison.CreateAsync();
        _pump = NewPump(new HostMode((int?)null));
    }

    public async Task DisposeAsync()
    {
        await _pump.StopAsync(CancellationToken.None).WaitAsync(Patience);
        _pump.Dispose();
    }

    [Fact]
    public async Task A_message_is_worked_on_and_deleted()
    {
        await Queue.SendMessageAsync("hello");
        await _pump.StartAsync(CancellationToken.None);
        Assert.Equal(new QueueJob("hello", 1), await _worker.NextAsync());
        await UntilAsync(async () => await CountAsync(Queue) == 0);
    }

    [Fact]
    public async Task A_ring_ends_the_pause_of_an_idle_pump()
    {
        using var bell = new QueueBell(new EndlessPauses());
        using var pump = NewPump(new HostMode((int?)null), bell);
        await Queue.SendMessageAsync("first");
        await pump.StartAsync(CancellationToken.None);
        Assert.Equal("first", (await _worker.NextAsync()).Text);
        await Queue.SendMessageAsync("second");
        bell.Ring(_name);
        Assert.Equal("second", (await _worker.NextAsync()).Text);
        await pump.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_message_that_fails_comes_back_after_the_visibility_timeout_and_becomes_poison_in_the_end()
    {
        _worker.Run = (_, _) => throw new InvalidOperationException("This worker always fails.");
        await Queue.SendMessageAsync("bad");
        await _pump.StartAsync(CancellationToken.None);
        Assert.Equal(new QueueJob("bad", 1), await _worker.NextAsync());
        var failed = TimeProvider.System.GetTimestamp();
        Assert.Equal(new QueueJob("bad", 2), await _worker.NextAsync());
        Assert.True(TimeProvider.System.GetElapsedTime(failed) > Visibility / 2, "It came back at once.");

        await UntilAsync(async () => await CountAsync(Poison) == 1 && await CountAsync(Queue) == 0);
        Assert.Equal("bad", (await Poison.PeekMessageAsync()).Value.MessageText);
        Assert.Equal(0, _worker.Jobs.Count);
    }

    [Fact]
    public async Task A_message_that_fails_once_succeeds_when_it_comes_back()
    {
        _worker.Run = (job, _) => job.DequeueCount == 1 ? throw new InvalidOperationException("The first time only.") : Task.CompletedTask;
        await Queue.SendMessageAsync("flaky");
        await _pump.StartAsync(CancellationToken.None);
        Assert.Equal(1, (await _worker.NextAsync()).DequeueCount);
        Assert.Equal(2, (await _worker.NextAsync()).DequeueCount);
        await UntilAsync(async () => await CountAsync(Queue) == 0);
        Assert.Equal(0, await CountAsync(Poison));
    }

    [Fact]
    public async Task A_message_in_flight_is_finished_when_the_host_stops()
    {
        var (entered, finish) = (NewSignal(), NewSignal());
        _worker.Run = async (_, cancellationToken) =>
        {
            entered.SetResult();
            await finish.Task.WaitAsync(cancellationToken);
        };
        await Queue.SendMessageAsync("slow");
        await _pump.StartAsync(CancellationToken.None);
        await entered.Task.WaitAsync(Patience);

        var stopped = _pump.StopAsync(CancellationToken.None);
        Assert.False(stopped.IsCompleted);
        finish.SetResult();
        await stopped.WaitAsync(Patience);
        Assert.Equal(0, await CountAsync(Queue));
    }

    [Fact]
    public async Task A_worker_is_cancelled_when_the_hosts_patience_ends_and_its_message_stays()
    {
        var (entered, cancelled) = (NewSignal(), NewSignal());
        _worker.Run = async (_, cancellationToken) =>
        {
            entered.SetResult();
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        };
        await Queue.SendMessageAsync("endless");
        await _pump.StartAsync(CancellationToken.None);
        await entered.Task.WaitAsync(Patience);

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _pump.StopAsync(patience.Token);
        await cancelled.Task.WaitAsync(Patience);
        Assert.Equal(1, await CountAsync(Queue));
    }

    [Fact]
    public async Task Under_the_Functions_host_nothing_is_fetched()
    {
        using var pump = NewPump(new HostMode(7071));
        await Queue.SendMessageAsync("for the host");
        await pump.StartAsync(CancellationToken.None);
        await pump.ExecuteTask!.WaitAsync(Patience);
        Assert.Equal(0, (await Queue.PeekMessageAsync()).Value.DequeueCount);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<int> CountAsync(QueueClient queue) => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition()) await Task.Delay(20, patience.Token);
    }

    private QueuePump NewPump(HostMode mode, QueueBell? bell = null) => new(
        mode,
        _storage,
        [new QueueFunction("test", _name, typeof(Worker))],
        new QueueSettings(BatchSize: 16, NewBatchThreshold: 8, MaxPollingInterval: TimeSpan.FromMilliseconds(200), Visibility, MaxDequeueCount: 2),
        bell ?? new QueueBell(TimeProvider.System),
        Options.Create(new QueuePumpOptions()),
        new ServiceCollection().AddSingleton(_worker).BuildServiceProvider(),
        TimeProvider.System,
        NullLogger<QueuePump>.Instance);

    private sealed class EndlessPauses : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private sealed class Worker : IQueueWorker
    {
        private readonly Channel<QueueJob> _jobs = Channel.CreateUnbounded<QueueJob>();

        public ChannelReader<QueueJob> Jobs => _jobs.Reader;

        public Func<QueueJob, CancellationToken, Task> Run { get; set; } = (_, _) => Task.CompletedTask;

        public async Task<QueueJob> NextAsync() => await Jobs.ReadAsync().AsTask().WaitAsync(Patience);

        public Task RunAsync(QueueJob job, CancellationToken cancellationToken)
        {
            Assert.True(_jobs.Writer.TryWrite(job));
            return Run(job, cancellationToken);
        }
    }
}
