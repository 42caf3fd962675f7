using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Realtime;

/// <summary>The protocol itself: what a client may send, and what it is answered.</summary>
public sealed class ConnectionTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("pre2")]
    [InlineData("pre1")]
    public async Task A_known_version_is_connected(string version)
    {
        await using var client = await DdpClient.OpenAsync((await GantryServer.SharedAsync()).Url);
        await client.SendAsync(new { msg = "connect", version, support = new[] { version } });
        Assert.NotEmpty((await client.NextAsync("connected")).GetProperty("session").GetString()!);
    }

    [Fact]
    public async Task An_unknown_version_is_told_the_right_one_and_closed()
    {
        await using var client = await DdpClient.OpenAsync((await GantryServer.SharedAsync()).Url);
        await client.SendAsync(new { msg = "connect", version = "7", support = new[] { "7" } });
        Assert.Equal("1", (await client.NextAsync("failed")).GetProperty("version").GetString());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await client.EndAsync());
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_id()
    {
        await using var client = await DdpClient.ConnectAsync((await GantryServer.SharedAsync()).Url);
        await client.SendAsync(new { msg = "ping", id = "abc" });
        Assert.Equal("abc", (await client.NextAsync("pong")).GetProperty("id").GetString());
        await client.SendAsync(new { msg = "ping" });
        Assert.False((await client.NextAsync("pong")).TryGetProperty("id", out _));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"msg":7}""")]
    [InlineData("""{"msg":"what"}""")]
    [InlineData("""{"msg":"method","method":"login"}""")]
    [InlineData("""{"msg":"method","id":{},"method":"login"}""")]
    [InlineData("""{"msg":"sub","id":"1"}""")]
    [InlineData("""{"msg":"ping","x":"\ud800"}""")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task A_malformed_frame_is_an_error_and_the_connection_goes_on(string frame)
    {
        await using var client = await DdpClient.ConnectAsync((await GantryServer.SharedAsync()).Url);
        await client.SendTextAsync(frame);
        Assert.Equal("Bad request", (await client.NextAsync("error")).GetProperty("reason").GetString());
        await client.PingAsync();
    }

    [Fact]
    public async Task A_binary_frame_is_an_error()
    {
        await using var client = await DdpClient.ConnectAsync((await GantryServer.SharedAsync()).Url);
        await client.SendTextAsync("""{"msg":"ping"}""", WebSocketMessageType.Binary);
        await client.NextAsync("error");
    }

    [Fact]
    public async Task Nothing_but_a_ping_goes_before_connect()
    {
        await using var client = await DdpClient.OpenAsync((await GantryServer.SharedAsync()).Url);
        await client.SendAsync(new { msg = "method", id = "1", method = "login" });
        Assert.Equal("Must connect first", (await client.NextAsync("error")).GetProperty("reason").GetString());
        await client.PingAsync();
    }

    [Theory]
    [InlineData("""{"msg":"method","id":"1","method":"sendMessage","params":"x"}""", "error-user-not-authenticated")]
    [InlineData("""{"msg":"method","id":"1","method":"drop"}""", "404")]
    [InlineData("""{"msg":"method","id":"1","method":"login"}""", "invalid-params")]
    [InlineData("""{"msg":"method","id":"1","method":"login","params":[{}]}""", "invalid-params")]
    [InlineData("""{"msg":"method","id":"1","method":"login","params":[{"resume":{}}]}""", "invalid-params")]
    [InlineData("""{"msg":"method","id":"1","method":"login","params":[{"user":[],"password":7}]}""", "invalid-params")]
    public async Task A_method_that_cannot_be_is_an_error_and_updated(string frame, string code)
    {
        await using var client = await DdpClient.ConnectAsync((await GantryServer.SharedAsync()).Url);
        await client.SendTextAsync(frame);
        Assert.Equal(code, (await client.NextAsync("result")).GetProperty("error").GetProperty("error").ToString());
        Assert.Equal("1", (await client.NextAsync("updated")).GetProperty("methods")[0].GetString());
    }

    [Fact]
    public async Task An_unknown_publication_is_no_subscription()
    {
        var server = await GantryServer.SharedAsync();
        await using var client = await DdpClient.LoginAsync(server, await People.NewAsync(server));
        Assert.Equal("404", (await client.TrySubscribeAsync("nothing")).Error);
    }

    [Fact]
    public async Task Streams_need_a_login_and_the_services_offered_to_log_in_with_do_not()
    {
        await using var client = await DdpClient.ConnectAsync((await GantryServer.SharedAsync()).Url);
        Assert.Equal("error-user-not-authenticated", (await client.TrySubscribeAsync("stream-room-messages", "GENERAL", false)).Error);
        await client.SubscribeAsync("meteor.loginServiceConfiguration");
    }

    [Fact]
    public async Task A_plain_request_is_told_what_the_address_is_for()
    {
        using var answer = await (await GantryServer.SharedAsync()).Http.GetAsync("/websocket");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("error-websocket-expected", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/websocket")]
    [InlineData("/socket.io/?EIO=4&transport=websocket")]
    public async Task Under_the_Functions_host_the_answer_is_501_with_a_way_out(string path)
    {
        var (host, _) = await FunctionsHost.StartAsync();
        await using (host)
        {
            using var answer = await host.ForwardAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
            Assert.Contains("chat.syncMessages", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_the_server_stops_connections_end_with_1001()
    {
        var server = await GantryServer.StartAsync();
        await using var client = await DdpClient.ConnectAsync(server.Url);
        var end = client.EndAsync();
        await server.DisposeAsync();
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await end);
    }

    [Fact]
    public async Task Seed_002s_frames_work_at_its_address()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (rid, _) = await person.NewRoomAsync();
        await using var client = await DdpClient.OpenAsync(server.Url, "/socket.io/?EIO=4&transport=websocket", options =>
        {
            options.SetRequestHeader("X-User-Id", person.UserId);
            options.SetRequestHeader("X-Auth-Token", person.Token);
        });
        await client.SendTextAsync($$"""{ "msg": "sub", "name": "room-messages", "params": ["{{rid}}", false] }""");
        await client.NextAsync("ready");
        var id = Names.New("unique_id");
        await client.SendTextAsync($$"""{ "msg": "method", "method": "sendMessage", "params": [{ "_id": "{{id}}", "rid": "{{rid}}", "msg": "Message text", "ts": 1234567890 }], "id": 1 }""");
        var added = await client.NextAsync("added");
        Assert.Equal(("rocketchat_message", id), (added.GetProperty("collection").GetString(), added.GetProperty("id").GetString()));
        var fields = added.GetProperty("fields");
        Assert.Equal((id, rid, "Message text"), (fields.GetProperty("_id").GetString(), fields.GetProperty("rid").GetString(), fields.GetProperty("msg").GetString()));
        Assert.Equal((person.UserId, person.Username), (fields.GetProperty("u").GetProperty("_id").GetString(), fields.GetProperty("u").GetProperty("username").GetString()));
        Assert.Equal(JsonValueKind.Number, fields.GetProperty("ts").ValueKind);
        Assert.Equal(1, (await client.NextAsync("result")).GetProperty("id").GetInt32());

        await person.PostAsync("chat.update", new { roomId = rid, msgId = id, text = "Other text" });
        Assert.Equal("Other text", (await client.NextAsync("changed")).GetProperty("fields").GetProperty("msg").GetString());
        await person.PostAsync("chat.delete", new { roomId = rid, msgId = id });
        Assert.Equal(id, (await client.NextAsync("removed")).GetProperty("id").GetString());
    }
}
