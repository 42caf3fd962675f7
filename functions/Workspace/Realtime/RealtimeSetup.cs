using Gantry.Functions.Hosting;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Realtime.Ddp;
using Gantry.Functions.Workspace.Realtime.Methods;
using Gantry.Functions.Workspace.Realtime.Sharing;
using Gantry.Functions.Workspace.Realtime.Streams;

namespace Gantry.Functions.Workspace.Realtime;

/// <summary>What the slice adds to the application.</summary>
internal static class RealtimeSetup
{
    /// <summary>Registers connections, streams, methods and what instances tell each other.</summary>
    public static WebApplicationBuilder AddRealtime(this WebApplicationBuilder builder)
    {
        builder.AddSettings<RealtimeOptions>("Realtime");
        builder.Services.AddSingleton<DdpServices>();
        builder.Services.AddSingleton<DdpLogin>();
        builder.Services.AddSingleton<DdpLimits>();
        builder.Services.AddSingleton<DdpConnections>();
        builder.Services.AddSingleton<DdpMethods>();
        builder.Services.AddSingleton<MessageMethods>();
        builder.Services.AddSingleton<RoomMethods>();
        builder.Services.AddSingleton<NoticeMethods>();
        builder.Services.AddSingleton<WorkspaceMethods>();
        builder.Services.AddSingleton<Publications>();
        builder.Services.AddSingleton<Deliveries>();
        builder.Services.AddSingleton<UserNotices>();
        builder.Services.AddSingleton<WatchedUsers>();
        builder.Services.AddSingleton<UserWatches>();
        builder.Services.AddSingleton<PrivateMessages>();
        builder.Services.AddSingleton<RoomTelling>();
        builder.Services.AddSingleton<RoomWatches>();
        builder.Services.AddSingleton<RoomReader>();
        builder.Services.AddSingleton<RoomEventLog>();
        builder.Services.AddSingleton<IEventListener, RealtimeListener>();

        // Under the Functions host nobody can connect: there is nothing to look after.
        if (HostMode.From(builder.Configuration).IsCustomHandler) return builder;
        builder.Services.AddHostedService(services => services.GetRequiredService<DdpConnections>());
        builder.Services.AddHostedService<RoomPoller>();
        return builder;
    }
}
