namespace Gantry.Functions.Hosting.Timers;

/// <summary>Runs timer functions in the standalone host. Under the Functions host it does nothing.</summary>
internal sealed partial class TimerPump(HostMode mode, IEnumerable<TimerFunction> functions, IServiceProvider services, TimeProvider time, ILogger<TimerPump> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        mode.IsFunctionsHost ? Task.CompletedTask : Task.WhenAll(functions.Select(function => PumpAsync(function, stoppingToken)));

    private async Task PumpAsync(TimerFunction function, CancellationToken stoppingToken)
    {
        var worker = (ITimerWorker)services.GetRequiredService(function.Worker);
        using var timer = new PeriodicTimer(function.Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await worker.RunAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogFailure(logger, function.Name, exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(LogLevel.Error, "{Function} failed")]
    private static partial void LogFailure(ILogger logger, string function, Exception exception);
}
