using Gantry.Benchmarks.Report;
using Gantry.Functions.Hosting;

namespace Gantry.Benchmarks.Sections;

/// <summary>Storage requests of everything that happens often, counted: what Azure bills, whatever the machine.</summary>
internal static class StorageCosts
{
    private const int Calls = 300;
    private const int Pages = 50;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<ReportTable>> RunAsync()
    {
        var costs = new ReportTable(
            "Storage requests",
            "Counted, the refreshes of what is kept in memory included. Looks at the queues are apart: they bring up to 32 messages each, and an idle server looks every two seconds. *Alone* is one call after the other, where nothing can be shared.",
            "", "how", "tables", "queue put, delete", "blobs", "looks");
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        await using var server = await BenchServer.StartAsync(azurite.ConnectionString);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var requests = new StorageRequests(azurite.ConnectionString);
        var client = server.Client;

        foreach (var (name, script) in new[] { ("hook, plain", ""), ("hook, scripted", Scripts.Script) })
        {
            var hook = await client.NewHookAsync(script);
            await client.CallAsync(hook);
            await CountAsync(name, "alone", () => Load.RepeatAsync(Calls, () => client.CallAsync(hook)));
            foreach (var connections in new[] { 16, 64 }) await CountAsync(name, $"{connections} connections", () => Load.RunAsync(connections, Turn, () => client.CallAsync(hook)));
        }

        foreach (var (name, url) in new[] { ("hook, and one delivery", receiver.Silent), ("hook, delivery, answer posted", receiver.Answering) })
        {
            var (hook, room) = await client.NewHookAndRoomAsync();
            await client.NewListenerAsync(room, url);
            var delivered = receiver.Received + 1;
            await client.CallAsync(hook);
            await receiver.WaitAsync(delivered);
            foreach (var connections in new[] { 1, 16 })
            {
                await CountAsync(name, connections == 1 ? "alone" : $"{connections} connections", async () =>
                {
                    var load = connections == 1 ? await Load.RepeatAsync(Calls, () => client.CallAsync(hook)) : await Load.RunAsync(connections, Turn / 3, () => client.CallAsync(hook));
                    delivered += (int)load.Count;
                    await receiver.WaitAsync(delivered);
                    await QuietAsync(requests);
                    return load;
                });
            }
        }

        var (read, readRoom) = await client.NewHookAndRoomAsync();
        await Load.RunAsync(16, Turn, () => client.CallAsync(read));
        foreach (var (name, path) in new[] { ("page of integrations", "integrations.list?count=50"), ("page of history", $"integrations.history?id={read.Split('/')[2]}&count=50"), ("page of messages", $"channels.history?roomId={readRoom}&count=50") })
            await CountAsync(name, "alone", () => Load.RepeatAsync(Pages, () => client.GetAsync(path)));
        return [costs];

        async Task CountAsync(string name, string how, Func<Task<LoadResult>> run)
        {
            var before = requests.Read();
            var load = await run();
            var sent = requests.Read() - before;
            costs.Add(name, how, Each(sent.Tables), Each(sent.QueueWrites), Each(sent.Blobs), Each(sent.QueueLooks));

            string Each(long count) => ReportTable.Number((double)count / load.Count);
        }
    }

    // A receiver has its call before what came of it is written down.
    private static async Task QuietAsync(StorageRequests requests)
    {
        var (seen, last) = (requests.Read(), default(StorageRequestCount));
        while (last is null || last.Tables + last.QueueWrites != seen.Tables + seen.QueueWrites)
        {
            last = seen;
            await Task.Delay(TimeSpan.FromSeconds(0.5));
            seen = requests.Read();
        }
    }
}
