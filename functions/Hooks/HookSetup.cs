using Gantry.Functions.History;
using Gantry.Functions.Hosting;

namespace Gantry.Functions.Hooks;

/// <summary>What the slice adds to the application.</summary>
internal static class HookSetup
{
    /// <summary>Registers what receives hooks.</summary>
    public static WebApplicationBuilder AddHooks(this WebApplicationBuilder builder)
    {
        builder.AddSettings<HookOptions>("Hooks");
        builder.Services.AddSingleton<HookReceiver>();
        builder.Services.AddSingleton<HookWork>();
        builder.Services.AddSingleton<HookScript>();
        builder.Services.AddSingleton<HookDestinations>();
        builder.Services.AddSingleton<HookClaims>();
        builder.Services.AddSingleton<HookSamples>();
        builder.Services.AddSingleton<HookRefusals>();
        builder.Services.AddSingleton<IReplay, HookReplay>();
        return builder;
    }
}
