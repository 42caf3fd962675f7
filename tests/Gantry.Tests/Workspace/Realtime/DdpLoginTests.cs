using System.Net;
using System.Net.WebSockets;

namespace Gantry.Tests.Workspace.Realtime;

/// <summary>Logging in and out over DDP.</summary>
public sealed class DdpLoginTests
{
    private const string Password = "user-pass-1";

    [Theory]
    [InlineData("digest")]
    [InlineData("plain")]
    [InlineData("second factor")]
    public async Task A_password_logs_in_as_a_digest_or_plain(string how)
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        await using var client = await DdpClient.ConnectAsync(server.Url);
        object login = new { user = new { username = person.Username }, password = how == "plain" ? Password : DdpClient.Digest(Password) };
        var result = await client.OkAsync("login", how == "second factor" ? new { totp = new { code = "123456", login } } : login);
        Assert.Equal((person.UserId, "password"), (result.GetProperty("id").GetString(), result.GetProperty("type").GetString()));
        Assert.True(result.GetProperty("tokenExpires").GetProperty("$date").GetInt64() > TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var added = await client.NextAsync("added");
        Assert.Equal(("users", person.UserId), (added.GetProperty("collection").GetString(), added.GetProperty("id").GetString()));
        Assert.Equal(person.Username, added.GetProperty("fields").GetProperty("username").GetString());
        await client.SubscribeAsync("stream-room-messages", "GENERAL", false);
    }

    [Fact]
    public async Task An_address_logs_in_too()
    {
        var server = await GantryServer.SharedAsync();
        var person = await server.NewUserAsync();
        await using var client = await DdpClient.ConnectAsync(server.Url);
        var result = await client.OkAsync("login", new { user = new { email = person.Username + "@example.org" }, password = DdpClient.Digest(Password) });
        Assert.Equal(person.UserId, result.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_login_token_and_a_personal_access_token_resume()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var personal = (await person.PostAsync("users.generatePersonalAccessToken", new { tokenName = "bot" })).GetProperty("token").GetString()!;
        foreach (var token in new[] { person.Token, personal })
        {
            await using var client = await DdpClient.ConnectAsync(server.Url);
            var result = await client.OkAsync("login", new { resume = token });
            Assert.Equal((person.UserId, token), (result.GetProperty("id").GetString(), result.GetProperty("token").GetString()));
            Assert.True(result.GetProperty("tokenExpires").TryGetProperty("$date", out _));
        }
    }

    [Fact]
    public async Task Headers_log_in_and_wrong_ones_are_refused()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        await using var client = await DdpClient.OpenAsync(server.Url, "/websocket", options => Credentials(options, person.UserId, person.Token));
        await client.SendAsync(new { msg = "connect", version = "1" });
        Assert.Equal("GENERAL", (await client.OkAsync("getRoomIdByNameOrId", "general")).GetString());
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => DdpClient.OpenAsync(server.Url, "/websocket", options => Credentials(options, person.UserId, "wrong")));
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_credentials_are_403_and_say_nothing_more()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        await using var client = await DdpClient.ConnectAsync(server.Url);
        Assert.Equal("403", await client.RefusedAsync("login", new { user = new { username = person.Username }, password = DdpClient.Digest("wrong") }));
        Assert.Equal("403", await client.RefusedAsync("login", new { user = new { username = "nobody" }, password = DdpClient.Digest("wrong") }));
        var (_, error) = await client.CallAsync("login", new { resume = person.UserId + "wrong" });
        Assert.Equal("You've been logged out by the server. Please log in again.", error.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_fifth_failed_login_ends_the_connection()
    {
        await using var client = await DdpClient.ConnectAsync((await GantryServer.SharedAsync()).Url);
        for (var i = 0; i < 4; i++) Assert.Equal("403", await client.RefusedAsync("login", new { resume = "wrong" }));
        await client.SendAsync(new { msg = "method", method = "login", id = "last", @params = new[] { new { resume = "wrong" } } });
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.EndAsync());
    }

    [Fact]
    public async Task Logout_ends_the_token_and_the_subscriptions()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        await using var client = await DdpClient.LoginAsync(server, person);
        var id = await client.SubscribeAsync("stream-room-messages", "GENERAL", false);
        await client.OkAsync("logout");
        Assert.Equal(id, (await client.NextAsync("nosub")).GetProperty("id").GetString());
        Assert.Equal("error-user-not-authenticated", await client.RefusedAsync("getRoomIdByNameOrId", "general"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.SendAsync(HttpMethod.Get, "me")).Status);
    }

    [Fact]
    public async Task Who_is_logged_out_elsewhere_gets_nothing_more()
    {
        await using var server = await GantryServer.StartAsync("Realtime:SessionCheckSeconds=0");
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await other.NewRoomAsync("channels", person);
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync("stream-room-messages", roomId, false);
        await person.PostAsync("users.logout", new { });
        await other.SayAsync(roomId, "secret");
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.EndAsync());
    }

    private static void Credentials(ClientWebSocketOptions options, string userId, string token)
    {
        options.SetRequestHeader("X-User-Id", userId);
        options.SetRequestHeader("X-Auth-Token", token);
    }
}
