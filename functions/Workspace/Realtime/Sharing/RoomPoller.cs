using Azure;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>
/// Looks for what other instances did: one range read for each watched room every <see cref="RealtimeOptions.PollSeconds"/>, and one for each user that
/// subscribed to all its rooms every two seconds, and one more for each that is told what it alone is to see. Where nobody watches, nothing is read.
/// </summary>
internal sealed partial class RoomPoller(
    RoomWatches rooms, RoomReader reader, WatchedUsers users, UserWatches userWatches, PrivateMessages privates, IOptions<RealtimeOptions> options, TimeProvider time, ILogger<RoomPoller> logger) : BackgroundService
{
    private const int AtATime = 16;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var looking = RepeatAsync(BetweenLooks, () => users.All, userWatches.LookAsync, stoppingToken);
        var every = TimeSpan.FromSeconds(options.Value.PollSeconds);
        return every == TimeSpan.Zero
            ? looking
            : Task.WhenAll(looking, RepeatAsync(every, () => rooms.All, reader.ReadAsync, stoppingToken), RepeatAsync(BetweenLooks, () => users.All, privates.ReadAsync, stoppingToken));
    }

    private async Task RepeatAsync<T>(TimeSpan every, Func<ICollection<T>> all, Func<T, CancellationToken, Task> readAsync, CancellationToken stoppingToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stoppingToken };
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                string? failure = null;
                await Parallel.ForEachAsync(all(), parallel, async (item, token) =>
                {
                    try
                    {
                        await readAsync(item, token);
                    }
                    catch (Exception exception) when (exception is RequestFailedException or AggregateException or ApiException || (exception is OperationCanceledException && !token.IsCancellationRequested))
                    {
                        failure = exception.Message;
                    }
                });
                if (failure is not null) LogFailure(logger, failure);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Storage did not tell what happened in watched rooms; the next look does: {Failure}")]
    private static partial void LogFailure(ILogger logger, string failure);
}
