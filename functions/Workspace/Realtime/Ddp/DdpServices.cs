using Gantry.Functions.Workspace.Realtime.Methods;
using Gantry.Functions.Workspace.Realtime.Streams;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>What every connection works with.</summary>
internal sealed class DdpServices(
    DdpLogin login, DdpLimits limits, DdpMethods methods, Publications publications, Deliveries deliveries, DdpConnections connections, IOptions<RealtimeOptions> options, TimeProvider time, ILogger<DdpSession> logger)
{
    public DdpLogin Login { get; } = login;

    public DdpLimits Limits { get; } = limits;

    public DdpMethods Methods { get; } = methods;

    public Publications Publications { get; } = publications;

    public Deliveries Deliveries { get; } = deliveries;

    public DdpConnections Connections { get; } = connections;

    public RealtimeOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}
