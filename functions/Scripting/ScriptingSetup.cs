using Gantry.Functions.Hosting;
using Gantry.Shared.Egress;

namespace Gantry.Functions.Scripting;

/// <summary>What the slice adds to the application.</summary>
internal static class ScriptingSetup
{
    /// <summary>Registers what runs scripts.</summary>
    public static WebApplicationBuilder AddScripting(this WebApplicationBuilder builder)
    {
        builder.AddSettings<ScriptOptions>("Scripts");
        builder.AddSettings<EgressOptions>("Egress");
        builder.Services.AddSingleton<ScriptHttp>();
        builder.Services.AddSingleton<ScriptPools>();
        builder.Services.AddSingleton<ScriptRunner>();
        return builder;
    }
}
