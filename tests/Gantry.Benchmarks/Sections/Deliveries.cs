using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Gantry.Benchmarks.Report;
using Gantry.Functions.Hosting;
using Gantry.Shared.Storage;

namespace Gantry.Benchmarks.Sections;

/// <summary>Outgoing webhooks: how many a second beside raw queue messages, and how late a repeated call comes.</summary>
internal static class Deliveries
{
    private const int Underway = 32;
    private const int Rounds = 3;
    private const int Repeated = 200;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<ReportTable>> RunAsync()
    {
        var rates = new ReportTable(
            "Deliveries a second",
            $"From the call of a hook whose message triggers an outgoing webhook to the call of its receiver, {Underway} under way at a time; beside raw queue messages (put, get, delete) with as many under way on the same emulator, in turns. Median of {Rounds} turns of {Turn.TotalSeconds} s.",
            "", "a second", "of raw");
        var lateness = new ReportTable(
            "Lateness of a repeated call",
            $"{Repeated} calls that the receiver puts off (`503`, `Retry-After: {WebhookReceiver.RetryAfterSeconds}`): from the time when each was due to its arrival. The queue hides by whole seconds and an idle server looks every two seconds; the time includes both.",
            "calls", "p50 ms", "p99 ms", "earliest ms");

        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        await using var server = await BenchServer.StartAsync(azurite.ConnectionString);
        await using var receiver = await WebhookReceiver.StartAsync();
        var storage = new StorageAccount(new StorageConnection(azurite.ConnectionString), new StorageOptions { QueuePrefix = "raw" });
        var queue = storage.Queue("deliveries");
        await queue.CreateIfNotExistsAsync();

        List<double> raw = [], delivered = [];
        for (var round = -1; round < Rounds; round++)
        {
            var rawRate = (await Load.RunAsync(Underway, Turn, () => PassAsync(queue))).PerSecond;
            var rate = await DeliverAsync(server, receiver);
            if (round < 0) continue;
            raw.Add(rawRate);
            delivered.Add(rate);
        }

        rates.Add("raw queue messages", ReportTable.Number(Load.Median(raw)), "1");
        rates.Add("Gantry, hook to receiver", ReportTable.Number(Load.Median(delivered)), ReportTable.Number(Load.Median(delivered.Zip(raw, (mine, theirs) => mine / theirs))));

        var before = receiver.Received;
        var (hook, room) = await server.Client.NewHookAndRoomAsync();
        await server.Client.NewListenerAsync(room, receiver.Busy);
        for (var i = 0; i < Repeated; i++)
        {
            await server.Client.CallAsync(hook);
            await Task.Delay(20);
        }

        await receiver.WaitAsync(before + Repeated);
        var late = new LoadResult(0, Repeated, 0, receiver.Lateness);
        lateness.Add($"{Repeated}", ReportTable.Number(late.P50), ReportTable.Number(late.P99), ReportTable.Number(late.Latencies[0]));
        return [rates, lateness];
    }

    // A call of the hook is let in when there are few enough under way, so the queue stays short: the emulator slows down with a long one.
    private static async Task<double> DeliverAsync(BenchServer server, WebhookReceiver receiver)
    {
        var (hook, room) = await server.Client.NewHookAndRoomAsync();
        await server.Client.NewListenerAsync(room, receiver.Silent);
        var (start, called) = (receiver.Received, 0);
        var load = await Load.RunAsync(8, Turn, async () =>
        {
            while (Volatile.Read(ref called) - (receiver.Received - start) >= Underway) await Task.Delay(1);
            Interlocked.Increment(ref called);
            await server.Client.CallAsync(hook);
        });
        var taken = receiver.Received - start;
        await receiver.WaitAsync(start + called);
        return taken * load.PerSecond / load.Count;
    }

    private static async Task PassAsync(QueueClient queue)
    {
        await queue.SendMessageAsync("""{"v":1,"job":{"integration":"01234567890123456","entry":"0123456789abcdefghijk","attempt":1}}""");
        QueueMessage[] messages = await queue.ReceiveMessagesAsync(1, TimeSpan.FromMinutes(1));
        foreach (var message in messages) await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }
}
