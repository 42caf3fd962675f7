using Gantry.Functions.Hosting;
using Gantry.Functions.Purge;

namespace Gantry.Functions.Integrations;

/// <summary>What the slice adds to the application.</summary>
internal static class IntegrationSetup
{
    /// <summary>Registers definitions and their store.</summary>
    public static WebApplicationBuilder AddIntegrations(this WebApplicationBuilder builder)
    {
        builder.AddSettings<IntegrationOptions>("Integrations");
        builder.Services.AddSingleton<IntegrationStore>();
        builder.Services.AddSingleton<IPurgeSubject>(services => services.GetRequiredService<IntegrationStore>());
        builder.Services.AddSingleton<IRemovalListener, RemovedUsers>();
        builder.Services.AddSingleton<IRemovalListener, RenamedRooms>();
        builder.Services.AddSingleton<IntegrationDefinition>();
        builder.Services.AddSingleton<IntegrationReferences>();
        builder.Services.AddSingleton<IntegrationSecrets>();
        builder.Services.AddSingleton<WelcomeIntegration>();
        builder.Services.AddSingleton<ISeed>(services => services.GetRequiredService<WelcomeIntegration>());
        builder.Services.AddSingleton(services => new GreetingCommand(services.GetRequiredService<WelcomeIntegration>().GetCommandAsync));
        return builder;
    }
}
