using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gantry.Isolated;

/// <summary>Starts Gantry, then the worker that feeds it.</summary>
internal static class Isolated
{
    private static async Task Main(string[] args)
    {
        await using var gantry = await GantryApp.StartAsync(args);
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton(gantry);
        await builder.Build().RunAsync();
    }
}
