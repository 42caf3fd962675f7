using System.Globalization;
using System.Security.Cryptography;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Benchmarks;

/// <summary>
/// Hooks a second against raw group-committed inserts of rows of the same size, one after the other as a hook writes them, on the same emulator in the same
/// run, in turns; new partitions in every turn, because the emulator slows down in a large one.
/// </summary>
internal static class HookThroughput
{
    private const int Connections = 16;
    private const int Rounds = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync()
    {
        await using var server = await BenchServer.StartAsync();
        var storage = new StorageAccount(new StorageConnection(server.ConnectionString), new StorageOptions());
        using var messages = new GroupCommitWriter(storage.Table("messages"), new GroupCommitOptions(), TimeProvider.System);
        using var history = new GroupCommitWriter(storage.Table("history"), new GroupCommitOptions(), TimeProvider.System);
        var (messageLength, historyLength) = await RowLengthsAsync(server, storage);
        Console.WriteLine($"rows of {messageLength} and {historyLength} characters, {Connections} connections, {Duration.TotalSeconds:F0} s a turn");

        List<double> hooks = [], raw = [];
        for (var round = -1; round < Rounds; round++)
        {
            var hook = await server.NewHookAsync();
            var (hooksPerSecond, _, hookCpu) = await Load.RunAsync(Connections, Duration, () => server.CallAsync(hook));
            var (room, integration) = (RandomId.New(), RandomId.New());
            var (rawPerSecond, _, rawCpu) = await Load.RunAsync(Connections, Duration, async () =>
            {
                await messages.CommitAsync(Row(room, "m|", messageLength, "messages"), CancellationToken.None);
                await history.CommitAsync(Row(integration, "h|", historyLength, "entries"), CancellationToken.None);
            });
            if (round < 0) continue;
            hooks.Add(hooksPerSecond);
            raw.Add(rawPerSecond);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hooks/s {hooksPerSecond,7:F0}   raw pairs/s {rawPerSecond,7:F0}   ratio {hooksPerSecond / rawPerSecond:F2}   CPU ms a hook, its caller included {hookCpu:F2}, a raw pair {rawCpu:F2}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: hooks/s {Load.Median(hooks):F0}, raw pairs/s {Load.Median(raw):F0}, ratio {Load.Median(hooks) / Load.Median(raw):F2}"));
    }

    private static WriteSet Row(string partition, string prefix, int length, string counter)
    {
        var json = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz\" ", length);
        return new WriteSet(partition).Put(JsonRow.Create(partition, prefix + TimeOrderedId.New(TimeProvider.System), json)).Count(counter, 1);
    }

    private static async Task<(int Message, int History)> RowLengthsAsync(BenchServer server, StorageAccount storage)
    {
        var hook = await server.NewHookAsync();
        await server.CallAsync(hook);
        var integrationId = hook.Split('/')[2];
        var history = await FirstAsync(storage, "history", integrationId, "h|");
        var messageId = JsonInput.Parse(history, 64, out _).GetProperty("messageIds")[0].GetString()!;
        var message = await FirstAsync(storage, "messages", messageId[TimeOrderedId.Length..], "m|" + messageId[..TimeOrderedId.Length]);
        return (message.Length, history.Length);
    }

    private static async Task<string> FirstAsync(StorageAccount storage, string table, string partition, string prefix)
    {
        await foreach (var row in storage.Table(table).QueryAsync<Azure.Data.Tables.TableEntity>(RowRange.Prefix(partition, prefix))) return JsonRow.Read(row);
        throw new InvalidOperationException("The hook left no row.");
    }
}
