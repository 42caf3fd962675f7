using Gantry.Benchmarks.Peers;
using Gantry.Benchmarks.Report;
using Gantry.Functions.Hosting;
using Gantry.Shared.Storage;

namespace Gantry.Benchmarks.Sections;

/// <summary>
/// Hooks a second beside the raw ceiling of the emulator and beside Node-RED: one emulator, servers in processes of their own, the same callers, in turns.
/// </summary>
internal static class HookRates
{
    private const int Rounds = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<ReportTable>> RunAsync(BarChart chart)
    {
        var rates = new ReportTable(
            "Hooks a second",
            $"A JSON message of about 300 bytes, answered after its two rows (message and history) are written. *Raw pairs* are rows of the same size, written by nothing but the group-committing writer in the caller's process: the ceiling of this emulator. Median of {Rounds} turns of {Turn.TotalSeconds} s each, taken in turns; a new room and integration in every turn; *of raw* is the median of the rounds' ratios. *CPU* is the server's own.",
            "connections", "", "a second", "of raw", "p50 / p99 ms", "CPU ms each");
        var memory = new ReportTable("Memory under load", "Resident memory of the servers of the table above.", "", "idle MB", "after the load MB", "most MB");

        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        await using var gantry = await ServerProcess.StartGantryAsync(azurite.ConnectionString);
        using var client = await BenchClient.LoginAsync(gantry.Url);
        using var raw = await RawRows.LikeAsync(client, azurite.ConnectionString);
        await CreateTablesAsync(azurite.ConnectionString);
        await using var nodeRed = await NodeRed.StartAsync(azurite.ConnectionString, raw.MessageLength, raw.HistoryLength);
        using var peer = BenchClient.Of(nodeRed.Url);
        var (gantryIdle, nodeRedIdle) = (gantry.MegaBytes, nodeRed.MegaBytes);

        Contender[] contenders =
        [
            new("raw pairs", null, () => Task.FromResult(Raw(raw))),
            new("Gantry, plain", gantry, async () => Calls(client, await client.NewHookAsync())),
            new("Gantry, scripted", gantry, async () => Calls(client, await client.NewHookAsync(Scripts.Script))),
            new("Node-RED, keeps nothing", nodeRed, () => Task.FromResult(Calls(peer, NodeRed.Plain))),
            new("Node-RED, appends to a file", nodeRed, () => Task.FromResult(Calls(peer, NodeRed.File))),
            new("Node-RED, the same two rows", nodeRed, () => Task.FromResult(Calls(peer, NodeRed.Rows))),
        ];
        foreach (var contender in contenders) await contender.TurnAsync(16, WarmUp);
        foreach (var connections in new[] { 1, 16, 64 })
        {
            foreach (var contender in contenders) contender.Turns.Clear();
            for (var round = 0; round < Rounds; round++)
                foreach (var contender in contenders) contender.Turns.Add(await contender.TurnAsync(connections, Turn));
            foreach (var contender in contenders)
            {
                chart.Add($"connections: {connections}", contender.Name, contender.PerSecond);
                rates.Add($"{connections}", contender.Name, ReportTable.Number(contender.PerSecond), ReportTable.Number(contender.ShareOf(contenders[0])), contender.Times, contender.Cpu);
            }
        }

        memory.Add("Gantry", $"{gantryIdle}", $"{gantry.MegaBytes}", $"{gantry.PeakMegaBytes}");
        memory.Add("Node-RED", $"{nodeRedIdle}", $"{nodeRed.MegaBytes}", $"{nodeRed.PeakMegaBytes}");
        return [rates, memory];
    }

    private static Func<Task> Calls(BenchClient client, string hook) => () => client.CallAsync(hook);

    private static Func<Task> Raw(RawRows rows)
    {
        var (room, integration) = (RandomId.New(), RandomId.New());
        return () => rows.CommitAsync(room, integration);
    }

    private static async Task CreateTablesAsync(string connectionString)
    {
        var storage = new StorageAccount(new StorageConnection(connectionString), new StorageOptions { Prefix = "nodered" });
        foreach (var name in new[] { "messages", "history" }) await storage.Table(name).CreateIfNotExistsAsync();
    }

    /// <summary>One of those that take turns.</summary>
    private sealed record Contender(string Name, ServerProcess? Server, Func<Task<Func<Task>>> Begin)
    {
        public List<(LoadResult Load, double Cpu)> Turns { get; } = [];

        public double PerSecond => Load.Median(Turns.Select(turn => turn.Load.PerSecond));

        public double ShareOf(Contender other) => Load.Median(Turns.Zip(other.Turns, (own, others) => own.Load.PerSecond / others.Load.PerSecond));

        public string Times => $"{ReportTable.Number(Load.Median(Turns.Select(turn => turn.Load.P50)))} / {ReportTable.Number(Load.Median(Turns.Select(turn => turn.Load.P99)))}";

        public string Cpu => Server is null ? "" : ReportTable.Number(Load.Median(Turns.Select(turn => turn.Cpu)));

        public async Task<(LoadResult Load, double Cpu)> TurnAsync(int connections, TimeSpan time)
        {
            var operation = await Begin();
            var before = Server?.Cpu ?? TimeSpan.Zero;
            var load = await Load.RunAsync(connections, time, operation);
            return (load, ((Server?.Cpu ?? TimeSpan.Zero) - before).TotalMilliseconds / load.Count);
        }
    }
}
