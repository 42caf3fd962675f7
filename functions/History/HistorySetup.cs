using Gantry.Functions.Hosting;
using Gantry.Functions.Hosting.Timers;
using Gantry.Functions.Integrations;

namespace Gantry.Functions.History;

/// <summary>What the slice adds to the application.</summary>
internal static class HistorySetup
{
    /// <summary>Registers the store and its hourly upkeep.</summary>
    public static WebApplicationBuilder AddHistory(this WebApplicationBuilder builder)
    {
        builder.AddSettings<HistoryOptions>("History");
        builder.Services.AddSingleton<HistoryStore>();
        builder.Services.AddSingleton<DeliveryStore>();
        builder.Services.AddSingleton<HistoryDeletion>();
        builder.Services.AddSingleton(services => new HistorySource(async token => (await services.GetRequiredService<IntegrationStore>().GetAsync(token)).Records.Keys));
        builder.Services.AddTimerFunction<RetainTimer>("retain", TimeSpan.FromHours(1));
        return builder;
    }
}
