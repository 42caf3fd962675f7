using System.Net.WebSockets;
using Gantry.Functions.Workspace.Realtime.Ddp;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Workspace.Realtime;

/// <summary>What one client may cost the others.</summary>
public sealed class RealtimeLimitTests
{
    [Fact]
    public async Task A_frame_that_is_too_large_ends_the_connection()
    {
        await using var client = await DdpClient.ConnectAsync((await GantryServer.SharedAsync()).Url);
        await client.SendTextAsync(new string(' ', 300_000));
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await client.EndAsync());
    }

    [Fact]
    public async Task Connections_of_the_server_and_of_a_user_are_limited()
    {
        await using var server = await GantryServer.StartAsync("Realtime:MaxConnections=2", "Realtime:MaxConnectionsPerUser=1");
        var person = await People.NewAsync(server);
        await using var first = await DdpClient.LoginAsync(server, person);
        await using (var second = await DdpClient.ConnectAsync(server.Url))
        {
            Assert.Equal("error-too-many-connections", await second.RefusedAsync("login", new { resume = person.Token }));
            var refused = await Assert.ThrowsAsync<WebSocketException>(() => DdpClient.ConnectAsync(server.Url));
            Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        }

        // The same login again is no second connection.
        await first.OkAsync("login", new { resume = person.Token });
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                await using var next = await DdpClient.ConnectAsync(server.Url);
                return true;
            }
            catch (WebSocketException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task Subscriptions_of_a_connection_and_watched_rooms_are_limited()
    {
        await using var server = await GantryServer.StartAsync("Realtime:MaxSubscriptions=2", "Realtime:MaxWatchedRooms=1");
        var person = await People.NewAsync(server);
        var (rid, _) = await person.NewRoomAsync();
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync("stream-room-messages", rid, false);
        Assert.Equal("error-too-many-subscriptions", (await client.TrySubscribeAsync("stream-room-messages", "GENERAL", false)).Error);
        var second = await client.SubscribeAsync("stream-notify-room", rid + "/typing", false);
        Assert.Equal("error-too-many-subscriptions", (await client.TrySubscribeAsync("stream-notify-logged", "user-status", false)).Error);
        await client.SendAsync(new { msg = "unsub", id = second });
        await client.SubscribeAsync("stream-notify-logged", "user-status", false);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_the_others_go_on()
    {
        await using var server = await GantryServer.StartAsync("Realtime:MaxQueuedBytes=65536", "Messages:MaxAllowedSize=40000");
        var (slow, fast) = (await People.NewAsync(server), await People.NewAsync(server));
        var (rid, _) = await fast.NewRoomAsync("channels", slow);
        await using var sleeper = await DdpClient.LoginAsync(server, slow);
        await using var reader = await DdpClient.LoginAsync(server, fast);
        await sleeper.SubscribeAsync("stream-room-messages", rid, false);
        await reader.SubscribeAsync("stream-room-messages", rid, false);

        // More than the buffers of both ends of a TCP connection hold.
        var text = new string('x', 40_000);
        for (var i = 0; i < 400; i++)
        {
            await fast.SayAsync(rid, text);
            await reader.MessageAsync(rid);
            if (i % 20 == 19 && Connections(server) == 1) break;
        }

        await Eventually.TrueAsync(() => Task.FromResult(Connections(server) == 1));
        Assert.Null(await sleeper.EndAsync());
    }

    [Fact]
    public async Task Who_does_not_log_in_or_stays_silent_is_disconnected_and_who_answers_stays()
    {
        await using var server = await GantryServer.StartAsync("Realtime:IdleSeconds=6", "Realtime:UnauthenticatedSeconds=3");
        var person = await People.NewAsync(server);
        await using var stranger = await DdpClient.ConnectAsync(server.Url);
        await using var silent = await DdpClient.LoginAsync(server, person);
        await using var alive = await DdpClient.LoginAsync(server, person);
        var (refused, ended) = (stranger.EndAsync(), silent.EndAsync());
        while (!ended.IsCompleted)
        {
            await alive.NextAsync("ping");
            await alive.SendAsync(new { msg = "pong" });
        }

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await refused);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ended);
        await alive.PingAsync();
    }

    [Theory]
    [InlineData("Realtime:SendsPerSecond=1", "sendMessage")]
    [InlineData("RateLimits:Api=3", "loadHistory")]
    public async Task Messages_a_second_and_calls_a_minute_are_limited(string limit, string method)
    {
        await using var server = await GantryServer.StartAsync("API_Enable_Rate_Limiter=true", limit);
        var person = await People.NewAsync(server);
        await using var client = await DdpClient.LoginAsync(server, person);
        object parameter = method == "sendMessage" ? new { rid = "GENERAL", msg = "m" } : "GENERAL";
        for (var id = 0; id < 20; id++) await client.SendAsync(new { msg = "method", method, id = $"{id}", @params = new[] { parameter } });
        var refused = await client.NextAsync(frame => DdpClient.Msg(frame) == "result" && frame.TryGetProperty("error", out _));
        Assert.Equal("error-too-many-requests", refused.GetProperty("error").GetProperty("error").GetString());
        Assert.True(refused.GetProperty("error").GetProperty("details").GetProperty("timeToReset").GetDouble() > 0);
    }

    private static int Connections(GantryServer server) => server.Services.GetRequiredService<DdpConnections>().Count;
}
