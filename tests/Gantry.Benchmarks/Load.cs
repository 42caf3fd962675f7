using System.Diagnostics;

namespace Gantry.Benchmarks;

/// <summary>What a number of callers got done in a time.</summary>
/// <param name="PerSecond">Operations a second.</param>
/// <param name="Count">How many there were.</param>
/// <param name="CpuMilliseconds">The processor time of this whole process for each.</param>
/// <param name="Latencies">How long each took, in milliseconds, shortest first.</param>
internal sealed record LoadResult(double PerSecond, long Count, double CpuMilliseconds, IReadOnlyList<double> Latencies)
{
    public double P50 => Quantile(0.5);

    public double P99 => Quantile(0.99);

    private double Quantile(double share) => Latencies[Math.Min((int)(Latencies.Count * share), Latencies.Count - 1)];
}

/// <summary>Keeps a number of callers busy, for a time or for a number of calls.</summary>
internal static class Load
{
    /// <summary>So many callers, one call after the other each, for a time.</summary>
    public static Task<LoadResult> RunAsync(int connections, TimeSpan duration, Func<Task> operation)
    {
        var watch = Stopwatch.StartNew();
        return RunAsync(connections, () => watch.Elapsed < duration, operation);
    }

    /// <summary>One call after the other, so many in all.</summary>
    public static Task<LoadResult> RepeatAsync(int calls, Func<Task> operation)
    {
        var left = calls;
        return RunAsync(1, () => left-- > 0, operation);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task<LoadResult> RunAsync(int connections, Func<bool> goesOn, Func<Task> operation)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            List<double> own = [];
            while (goesOn())
            {
                var started = Stopwatch.GetTimestamp();
                await operation();
                own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return own;
        })));
        List<double> all = [.. latencies.SelectMany(own => own).Order()];
        return new LoadResult(all.Count / watch.Elapsed.TotalSeconds, all.Count, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / all.Count, all);
    }
}
