using System.Globalization;
using Gantry.Functions.Hosting;
using Gantry.Shared.Storage;

namespace Gantry.Benchmarks;

/// <summary>
/// Hooks a second against raw group-committed inserts of rows of the same size, on the same emulator in the same run, in turns; new partitions in every
/// turn, because the emulator slows down in a large one.
/// </summary>
internal static class HookThroughput
{
    private const int Connections = 16;
    private const int Rounds = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        await using var server = await BenchServer.StartAsync(azurite.ConnectionString);
        using var rows = await RawRows.LikeAsync(server.Client, azurite.ConnectionString);
        Console.WriteLine($"rows of {rows.MessageLength} and {rows.HistoryLength} characters, {Connections} connections, {Duration.TotalSeconds:F0} s a turn");

        List<double> hooks = [], raw = [];
        for (var round = -1; round < Rounds; round++)
        {
            var hook = await server.Client.NewHookAsync();
            var called = await Load.RunAsync(Connections, Duration, () => server.Client.CallAsync(hook));
            var (room, integration) = (RandomId.New(), RandomId.New());
            var written = await Load.RunAsync(Connections, Duration, () => rows.CommitAsync(room, integration));
            if (round < 0) continue;
            hooks.Add(called.PerSecond);
            raw.Add(written.PerSecond);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hooks/s {called.PerSecond,7:F0}   raw pairs/s {written.PerSecond,7:F0}   ratio {called.PerSecond / written.PerSecond:F2}   CPU ms a hook, its caller included {called.CpuMilliseconds:F2}, a raw pair {written.CpuMilliseconds:F2}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: hooks/s {Load.Median(hooks):F0}, raw pairs/s {Load.Median(raw):F0}, ratio {Load.Median(hooks) / Load.Median(raw):F2}"));
    }
}
