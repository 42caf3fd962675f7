using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Realtime.Ddp;

namespace Gantry.Functions.Workspace.Realtime;

/// <summary>
/// Where clients connect: <c>/websocket</c> (DDP as Rocket.Chat speaks it), and <c>/socket.io/</c>, the address of seed 002, whose clients send the same frames
/// without <c>connect</c> first.
/// </summary>
internal static class RealtimeEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapRealtime(this WebApplication app)
    {
        if (app.Services.GetRequiredService<HostMode>().IsCustomHandler)
        {
            app.MapGet("/websocket", (Delegate)Unavailable);
            app.MapGet("/socket.io/", (Delegate)Unavailable);
            return;
        }

        // Silent connections are pinged by DDP's own frames.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.MapGet("/websocket", (HttpContext context, DdpServices services) => ServeAsync(context, services, needsConnect: true));
        app.MapGet("/socket.io/", (HttpContext context, DdpServices services) => ServeAsync(context, services, needsConnect: false));
    }

    private static IResult Unavailable() => throw new ApiException(
        501, "error-not-implemented", "The Functions host forwards no WebSockets. Poll GET /api/v1/chat.syncMessages, or run Gantry standalone or as a container for realtime.");

    private static async Task ServeAsync(HttpContext context, DdpServices services, bool needsConnect)
    {
        if (!context.WebSockets.IsWebSocketRequest) throw new ApiException(400, "error-websocket-expected", "This address speaks DDP over WebSocket.");
        if (context.Request.Headers.ContainsKey("X-Auth-Token") && context.Features.Get<Caller>() is null) throw ApiException.Unauthorized();
        if (!services.Connections.HasRoom) throw ApiException.Unavailable();
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var session = new DdpSession(services, socket, context, needsConnect);
        await services.Connections.RunAsync(session);
    }
}
