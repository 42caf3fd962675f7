using Gantry.Functions.History;
using Gantry.Functions.Hosting;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Functions.Workspace.Events;
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
        builder.Services.AddSingleton<EventMatching>();
        builder.Services.AddSingleton<EventPayload>();
        builder.Services.AddSingleton<Guards>();
        builder.Services.AddSingleton<Dispatcher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Dispatcher>());
        builder.Services.AddSingleton<IEventListener, Outbox>();
        builder.Services.AddSingleton<IReplay, OutgoingReplay>();
        builder.Services.AddSingleton<DeliveryQueue>();
        builder.Services.AddSingleton<DeliveryPostings>();
        builder.Services.AddSingleton<IntegrationHealth>();
        builder.Services.AddSingleton<DeliveryEnd>();
        builder.Services.AddSingleton<DeliveryRun>();
        builder.Services.AddQueueFunction<DeliverWorker>("deliver", DeliveryQueue.First);
        builder.Services.AddQueueFunction<DeliverWorker>("retry", DeliveryQueue.Later);
        builder.Services.AddQueueFunction<GuardWorker>("guard", Guards.Queue);
        builder.Services.AddQueueFunction<DeliverPoisonWorker>("deliverpoison", DeliveryQueue.First + "-poison");
        builder.Services.AddQueueFunction<DeliverPoisonWorker>("retrypoison", DeliveryQueue.Later + "-poison");
        builder.Services.AddQueueFunction<GuardPoisonWorker>("guardpoison", Guards.Queue + "-poison");
        return builder;
    }
}
