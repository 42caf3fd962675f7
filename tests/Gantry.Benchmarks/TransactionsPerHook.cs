using System.Globalization;
using Gantry.Functions.Hosting;

namespace Gantry.Benchmarks;

/// <summary>Counts the storage requests of an incoming hook at several numbers of connections, the periodic refreshes included.</summary>
internal static class TransactionsPerHook
{
    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        await using var server = await BenchServer.StartAsync(azurite.ConnectionString);
        using var requests = new StorageRequests(azurite.ConnectionString);
        Console.WriteLine("connections  hooks   storage requests  per hook");
        foreach (var connections in new[] { 1, 16, 64 })
        {
            var hook = await server.Client.NewHookAsync();
            await server.Client.CallAsync(hook);
            var before = requests.Count;
            var load = await Load.RunAsync(connections, TimeSpan.FromSeconds(4), () => server.Client.CallAsync(hook));
            var sent = requests.Count - before;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{connections,11}  {load.Count,6}  {sent,16}  {(double)sent / load.Count,8:F3}"));
        }
    }
}
