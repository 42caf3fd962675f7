using System.Collections.Concurrent;
using Gantry.Functions.History;

namespace Gantry.Functions.Hooks;

/// <summary>
/// Counts refused calls that leave no entry. Whoever floods a hook must not make storage work: the calls of a second are written as one number,
/// behind the answers; what a crash loses of them is a part of a count.
/// </summary>
internal sealed partial class HookRefusals(HistoryStore history, TimeProvider time, ILogger<HookRefusals> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string IntegrationId, string Counter), int> _calls = new();

    /// <summary>Counts one call.</summary>
    public void Count(string integrationId, string counter)
    {
        if (_calls.AddOrUpdate((integrationId, counter), 1, static (_, calls) => calls + 1) == 1) _ = FlushAsync(integrationId, counter);
    }

    private async Task FlushAsync(string integrationId, string counter)
    {
        try
        {
            await Task.Delay(Pause, time);
            if (_calls.TryRemove((integrationId, counter), out var calls)) await history.CountAsync(integrationId, counter, calls, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogLost(logger, counter, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A count of {Counter} could not be written")]
    private static partial void LogLost(ILogger logger, string counter, Exception exception);
}
