using System.Diagnostics;
using Gantry.Benchmarks.Report;
using Gantry.Functions.Hosting;

namespace Gantry.Benchmarks.Sections;

/// <summary>What a workspace that has grown costs: hooks, pages and changes, with more and more integrations, and with more and more messages and history.</summary>
internal static class Growth
{
    private const int Calls = 300;
    private const int Pages = 40;
    private const int Rows = 1_000_000;
    private const int PageLength = 50;
    private static readonly int[] Integrations = [1, 1_000, 100_000];
    private static readonly TimeSpan LoadTime = TimeSpan.FromMinutes(15);

    public static async Task<IReadOnlyList<ReportTable>> RunAsync()
    {
        // The emulator keeps its rows in memory.
        Environment.SetEnvironmentVariable("NODE_OPTIONS", "--max-old-space-size=12000");
        return [await IntegrationsAsync(), await RowsAsync()];
    }

    private static async Task<ReportTable> IntegrationsAsync()
    {
        var table = new ReportTable(
            "Growth: integrations",
            "One call after the other: storage requests each, median and 99th percentile in ms, and processor time in ms, its caller included. *First hook* is the first one of the first instance, which reads all integrations row by row, and of the next, which reads the copy that the first made; *hook after a change*, the first one after an integration was changed. *Live MB* is what the collector finds in use in the whole process, with both instances.",
            "integrations", "first hook ms", "of the next instance ms", "hook", "hook after a change", "page of integrations", "the last page", "page of history", "live MB");
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        var rows = new GrowthRows(azurite.ConnectionString);
        using var requests = new StorageRequests(azurite.ConnectionString);
        var hook = "";
        await using (var server = await BenchServer.StartAsync(azurite.ConnectionString)) hook = await server.Client.NewHookAsync();
        var (id, token) = (hook.Split('/')[2], hook.Split('/')[3]);
        var before = 1;
        foreach (var count in Integrations)
        {
            await rows.AddIntegrationsAsync(id, token, count - before);
            before = count;
            await using var server = await BenchServer.StartAsync(azurite.ConnectionString);
            var client = server.Client;
            var first = await TimeAsync(() => client.CallAsync(hook));
            var called = await MeasureAsync(requests, Calls, () => client.CallAsync(hook));
            var changed = await MeasureAsync(requests, Pages, () => client.CallAsync(hook), () => client.PostAsync("integrations.update", new { type = "webhook-incoming", integrationId = id, name = "bench " + Guid.NewGuid() }));
            var page = await MeasureAsync(requests, Pages, () => client.GetAsync($"integrations.list?count={PageLength}"));
            var last = await MeasureAsync(requests, Pages, () => client.GetAsync($"integrations.list?count={PageLength}&offset={Math.Max(0, count - PageLength)}"));
            var history = await MeasureAsync(requests, Pages, () => client.GetAsync($"integrations.history?id={id}&count={PageLength}"));
            await using var next = await BenchServer.StartAsync(azurite.ConnectionString);
            table.Add($"{count:N0}", ReportTable.Number(first), ReportTable.Number(await TimeAsync(() => next.Client.CallAsync(hook))), called, changed, page, last, history, $"{GC.GetTotalMemory(forceFullCollection: true) >> 20}");
        }

        return table;
    }

    private static async Task<ReportTable> RowsAsync()
    {
        var table = new ReportTable(
            "Growth: messages and history",
            "As above, with so many rows in the table of messages and in that of history each, a thousand a room and an integration. The emulator goes through its whole table for each range read, which Azure does not: *raw page* is the same range read by nothing but the client; a page may cost no more than that and a constant.",
            "rows of each", "hook", "raw page ms", "page of history", "page of messages");
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        await using var server = await BenchServer.StartAsync(azurite.ConnectionString);
        using var requests = new StorageRequests(azurite.ConnectionString);
        var client = server.Client;
        var rows = new GrowthRows(azurite.ConnectionString);
        var (hook, room) = await client.NewHookAndRoomAsync();
        var integration = hook.Split('/')[2];
        for (var i = 0; i < 2 * PageLength; i++) await client.CallAsync(hook);
        var there = 0;
        foreach (var count in new[] { 0, 10_000, Rows })
        {
            there += await rows.AddMessagesAndHistoryAsync(room, integration, count - there, LoadTime);
            var called = await MeasureAsync(requests, Calls, () => client.CallAsync(hook));
            var raw = await Load.RepeatAsync(5, () => rows.ReadPageAsync("history", integration, "h|", PageLength));
            var history = await MeasureAsync(requests, 5, () => client.GetAsync($"integrations.history?id={integration}&count={PageLength}"));
            var messages = await MeasureAsync(requests, 5, () => client.GetAsync($"channels.history?roomId={room}&count={PageLength}"));
            table.Add($"{there:N0}", called, ReportTable.Number(raw.P50), history, messages);
        }

        return table;
    }

    private static async Task<double> TimeAsync(Func<Task> operation)
    {
        var watch = Stopwatch.StartNew();
        await operation();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<string> MeasureAsync(StorageRequests requests, int calls, Func<Task> operation, Func<Task>? prepare = null)
    {
        await (prepare?.Invoke() ?? Task.CompletedTask);
        await operation();
        List<double> latencies = [];
        var (sent, cpu) = (0L, TimeSpan.Zero);
        for (var i = 0; i < calls; i++)
        {
            await (prepare?.Invoke() ?? Task.CompletedTask);
            var (before, cpuBefore) = (requests.Count, Environment.CpuUsage.TotalTime);
            latencies.AddRange((await Load.RepeatAsync(1, operation)).Latencies);
            sent += requests.Count - before;
            cpu += Environment.CpuUsage.TotalTime - cpuBefore;
        }

        var load = new LoadResult(0, calls, 0, [.. latencies.Order()]);
        return $"{ReportTable.Number((double)sent / calls)}; {ReportTable.Times(load)}; {ReportTable.Number(cpu.TotalMilliseconds / calls)}";
    }
}
