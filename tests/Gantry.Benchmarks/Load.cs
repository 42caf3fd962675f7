using System.Diagnostics;

namespace Gantry.Benchmarks;

/// <summary>Keeps a number of callers busy for a time.</summary>
internal static class Load
{
    /// <summary>Operations a second, how many there were, and the processor time of this whole process for each, in milliseconds.</summary>
    public static async Task<(double PerSecond, long Count, double CpuMilliseconds)> RunAsync(int connections, TimeSpan duration, Func<Task> operation)
    {
        long count = 0;
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < duration)
            {
                await operation();
                Interlocked.Increment(ref count);
            }
        })));
        return (count / watch.Elapsed.TotalSeconds, count, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / count);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
