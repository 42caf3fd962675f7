using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hosting.Queues;

/// <summary>Delivers queue messages in the standalone host, with the semantics of <c>host.json</c>. Under the Functions host it does nothing.</summary>
internal sealed partial class QueuePump(
    HostMode mode, StorageAccount storage, IEnumerable<QueueFunction> functions, QueueSettings settings, QueueBell bell, IOptions<QueuePumpOptions> options,
    IServiceProvider services, TimeProvider time, ILogger<QueuePump> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    // Workers are not told of the stop, so that what is in flight ends; only when the host's patience ends they are.
    private readonly CancellationTokenSource _patience = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _patience.CancelAsync();
    }

    public override void Dispose()
    {
        _patience.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        mode.IsFunctionsHost ? Task.CompletedTask : Task.WhenAll(functions.Select(function => PumpAsync(function, stoppingToken)));

    private async Task PumpAsync(QueueFunction function, CancellationToken stoppingToken)
    {
        var queue = storage.Queue(function.Queue);
        var worker = (IQueueWorker)services.GetRequiredService(function.Worker);
        var running = new HashSet<Task>();
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                QueueMessage[] messages = await queue.ReceiveMessagesAsync(settings.BatchSize, options.Value.Lease, stoppingToken);
                foreach (var message in messages) running.Add(DeliverAsync(function, queue, worker, message));
                pause = messages.Length > 0 ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, settings.MaxPollingInterval.Ticks));
                if (messages.Length < settings.BatchSize && await bell.WaitAsync(function.Queue, pause, stoppingToken)) pause = FirstPause;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogPolling(logger, function.Queue, exception);
                await Task.Delay(settings.MaxPollingInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            running.RemoveWhere(task => task.IsCompleted);
            while (running.Count > settings.NewBatchThreshold) running.Remove(await Task.WhenAny(running));
        }

        // The drain.
        await Task.WhenAll(running);
    }

    private async Task DeliverAsync(QueueFunction function, QueueClient queue, IQueueWorker worker, QueueMessage message)
    {
        try
        {
            await worker.RunAsync(new QueueJob(message.MessageText, (int)message.DequeueCount), _patience.Token);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogFailure(logger, function.Name, message.DequeueCount, exception);
            await ReturnAsync(function, queue, message);
        }
    }

    private async Task ReturnAsync(QueueFunction function, QueueClient queue, QueueMessage message)
    {
        try
        {
            var isPoisonQueue = function.Queue.EndsWith("-poison", StringComparison.Ordinal);
            if (message.DequeueCount < settings.MaxDequeueCount || isPoisonQueue)
            {
                await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: settings.VisibilityTimeout);
                return;
            }

            await storage.Queue(function.Queue + "-poison").SendMessageAsync(message.MessageText, timeToLive: TimeSpan.FromSeconds(-1));
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
        catch (Exception exception)
        {
            // The lease runs out and the message comes back.
            LogFailure(logger, function.Name, message.DequeueCount, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The queue {Queue} could not be read")]
    private static partial void LogPolling(ILogger logger, string queue, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Function} failed at delivery {DequeueCount}")]
    private static partial void LogFailure(ILogger logger, string function, long dequeueCount, Exception exception);
}
