using System.Globalization;

namespace Gantry.Benchmarks;

/// <summary>Counts the storage requests of an incoming hook at several numbers of connections, the periodic refreshes included.</summary>
internal static class TransactionsPerHook
{
    public static async Task RunAsync()
    {
        await using var server = await BenchServer.StartAsync();
        using var requests = new StorageRequests(server.ConnectionString);
        Console.WriteLine("connections  hooks   storage requests  per hook");
        foreach (var connections in new[] { 1, 16, 64 })
        {
            var hook = await server.NewHookAsync();
            await server.CallAsync(hook);
            var before = requests.Count;
            var (_, count, _) = await Load.RunAsync(connections, TimeSpan.FromSeconds(4), () => server.CallAsync(hook));
            var sent = requests.Count - before;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{connections,11}  {count,6}  {sent,16}  {(double)sent / count,8:F3}"));
        }
    }
}
