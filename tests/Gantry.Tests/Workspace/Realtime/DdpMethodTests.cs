using System.Text.Json;

namespace Gantry.Tests.Workspace.Realtime;

/// <summary>The methods that clients call: the REST API's rules in DDP's words.</summary>
public sealed class DdpMethodTests
{
    [Fact]
    public async Task A_message_is_sent_changed_read_and_deleted()
    {
        var (client, person) = await NewAsync();
        await using var _ = client;
        var (rid, name) = await person.NewRoomAsync();
        Assert.Equal(rid, (await client.OkAsync("getRoomIdByNameOrId", name)).GetString());
        Assert.Equal(name, (await client.OkAsync("getRoomNameById", rid)).GetString());

        var id = Names.New("chosen-id");
        var sent = await client.OkAsync("sendMessage", new { _id = id, rid, msg = "one" });
        Assert.Equal((id, "one"), (sent.GetProperty("_id").GetString(), sent.GetProperty("msg").GetString()));
        Assert.True(sent.GetProperty("ts").TryGetProperty("$date", out var at));

        await client.OkAsync("updateMessage", new { _id = id, rid, msg = "two" });
        var history = await client.OkAsync("loadHistory", rid, null, 50, null);
        Assert.Equal("two", history.GetProperty("messages")[0].GetProperty("msg").GetString());
        var before = await client.OkAsync("loadHistory", rid, new Dictionary<string, JsonElement> { ["$date"] = at }, 50, null);
        Assert.DoesNotContain(before.GetProperty("messages").EnumerateArray(), message => message.GetProperty("_id").GetString() == id);

        await client.OkAsync("deleteMessage", new { _id = id });
        Assert.Equal("error-message-not-found", await client.RefusedAsync("deleteMessage", new { _id = id }));
    }

    [Fact]
    public async Task A_command_is_run()
    {
        var (client, person) = await NewAsync();
        await using var _ = client;
        var (rid, _) = await person.NewRoomAsync();
        var heard = person.UserId + "/message";
        await client.SubscribeAsync("stream-notify-user", heard, false);
        await client.OkAsync("slashCommand", new { cmd = "help", @params = "help", msg = new { rid } });
        Assert.StartsWith("`/help [command]`", (await client.EventAsync("stream-notify-user", heard))[0].GetProperty("msg").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rooms_are_joined_left_and_listed()
    {
        var (client, person) = await NewAsync();
        await using var _ = client;
        var other = await People.NewAsync(await GantryServer.SharedAsync());
        var (rid, _) = await other.NewRoomAsync();
        Assert.True((await client.OkAsync("joinRoom", rid)).GetBoolean());
        Assert.Contains((await client.OkAsync("rooms/get")).EnumerateArray(), room => room.GetProperty("_id").GetString() == rid);
        var subscription = (await client.OkAsync("subscriptions/get")).EnumerateArray().Single(item => item.GetProperty("rid").GetString() == rid);
        Assert.Equal(person.UserId, subscription.GetProperty("u").GetProperty("_id").GetString());
        Assert.True(subscription.GetProperty("ts").TryGetProperty("$date", out var _));
        await client.OkAsync("leaveRoom", rid);
        Assert.DoesNotContain((await client.OkAsync("rooms/get")).EnumerateArray(), room => room.GetProperty("_id").GetString() == rid);

        var future = new Dictionary<string, long> { ["$date"] = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds() };
        Assert.Empty((await client.OkAsync("subscriptions/get", future)).GetProperty("update").EnumerateArray());
    }

    [Fact]
    public async Task A_direct_room_is_made_once()
    {
        var (client, _) = await NewAsync();
        await using var __ = client;
        var other = await People.NewAsync(await GantryServer.SharedAsync());
        var rid = (await client.OkAsync("createDirectMessage", other.Username)).GetProperty("rid").GetString();
        Assert.Equal(rid, (await client.OkAsync("createDirectMessage", other.Username)).GetProperty("rid").GetString());
        Assert.Equal("error-not-allowed", await client.RefusedAsync("leaveRoom", rid));
    }

    [Fact]
    public async Task The_workspace_is_described()
    {
        var (client, _) = await NewAsync();
        await using var __ = client;
        Assert.Contains((await client.OkAsync("permissions/get")).EnumerateArray(), permission => permission.GetProperty("_id").GetString() == "create-c");
        Assert.Contains((await client.OkAsync("public-settings/get")).EnumerateArray(), setting => setting.GetProperty("_id").GetString() == "Message_MaxAllowedSize");
        Assert.Contains((await client.OkAsync("getUserRoles")).EnumerateArray(), user => user.GetProperty("username").GetString() == "admin");
        await client.OkAsync("UserPresence:online");
    }

    [Theory]
    [InlineData("sendMessage")]
    [InlineData("sendMessage", "text")]
    [InlineData("updateMessage")]
    [InlineData("deleteMessage")]
    [InlineData("loadHistory")]
    [InlineData("getRoomIdByNameOrId")]
    [InlineData("getRoomNameById", 7)]
    [InlineData("createDirectMessage")]
    [InlineData("joinRoom")]
    [InlineData("leaveRoom")]
    [InlineData("stream-notify-room")]
    public async Task Missing_parameters_are_told(string method, params object[] parameters)
    {
        var (client, _) = await NewAsync();
        await using var __ = client;
        Assert.Equal("invalid-params", await client.RefusedAsync(method, parameters));
    }

    [Fact]
    public async Task A_room_of_others_does_not_exist()
    {
        var (client, _) = await NewAsync();
        await using var __ = client;
        var other = await People.NewAsync(await GantryServer.SharedAsync());
        var (rid, name) = await other.NewRoomAsync("groups");
        var msgId = await other.SayAsync(rid, "secret");
        foreach (var (method, parameter) in new (string, object)[] { ("getRoomIdByNameOrId", name), ("getRoomNameById", rid), ("joinRoom", rid), ("loadHistory", rid), ("sendMessage", new { rid, msg = "x" }) })
            Assert.Equal("error-not-allowed", await client.RefusedAsync(method, parameter));
        Assert.Equal("error-message-not-found", await client.RefusedAsync("updateMessage", new { _id = msgId, rid, msg = "x" }));
        Assert.Equal("error-message-not-found", await client.RefusedAsync("deleteMessage", new { _id = msgId }));
    }

    private static async Task<(DdpClient Client, ApiClient Person)> NewAsync()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        return (await DdpClient.LoginAsync(server, person), person);
    }
}
