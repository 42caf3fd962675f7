using Gantry.Functions.Hosting;

namespace Gantry.Tests.Infrastructure;

/// <summary>The one storage emulator of a test run: in memory, on free ports, started at the first use; it ends with the test process.</summary>
internal static class Azurite
{
    private static readonly Lazy<Task<AzuriteProcess>> Shared = new(StartAsync);

    public static async Task<string> ConnectionStringAsync() => (await Shared.Value).ConnectionString;

    /// <summary>Another emulator, for tests that freeze it or count what it is asked.</summary>
    public static Task<AzuriteProcess> StartAsync() => AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Out, CancellationToken.None);
}
