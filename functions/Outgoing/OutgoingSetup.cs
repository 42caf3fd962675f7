using Gantry.Functions.Hosting;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Shared.Egress;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing;

/// <summary>What the slice adds to the application.</summary>
internal static class OutgoingSetup
{
    /// <summary>Registers what makes outgoing calls.</summary>
    public static WebApplicationBuilder AddOutgoing(this WebApplicationBuilder builder)
    {
        builder.AddSettings<OutgoingOptions>("Outgoing");
        builder.Services.AddSingleton(services => new EgressHandler(services.GetRequiredService<IOptions<EgressOptions>>().Value));
        builder.Services.AddSingleton<HostLimits>();
        builder.Services.AddSingleton<OutgoingCall>();
        builder.Services.AddSingleton<OutgoingScript>();
        return builder;
    }
}
