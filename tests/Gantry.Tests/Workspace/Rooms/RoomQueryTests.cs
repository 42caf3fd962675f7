using System.Net;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class RoomQueryTests
{
    [Fact]
    public async Task A_name_is_taken_or_free()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (_, name) = await person.NewRoomAsync();
        Assert.True((await person.GetAsync("rooms.nameExists?roomName=" + name)).GetProperty("exists").GetBoolean());
        Assert.False((await person.GetAsync("rooms.nameExists?roomName=nowhere-at-all")).GetProperty("exists").GetBoolean());
        await person.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "rooms.nameExists");
    }

    [Fact]
    public async Task Who_administers_rooms_sees_all_and_nobody_else_does()
    {
        var server = await GantryServer.SharedAsync();
        var (admin, person) = (await server.AdminAsync(), await People.NewAsync(server));
        var (roomId, name) = await person.NewRoomAsync("groups");
        var found = await admin.GetAsync($"rooms.adminRooms?filter={name}&types=p");
        Assert.Equal(roomId, Assert.Single(found.GetProperty("rooms").EnumerateArray()).GetProperty("_id").GetString());
        Assert.Equal(0, (await admin.GetAsync($"rooms.adminRooms?filter={name}&types[]=c")).GetProperty("total").GetInt32());
        Assert.Equal(name, (await admin.GetAsync("rooms.adminRooms.getRoom?rid=" + roomId)).GetProperty("name").GetString());
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "rooms.adminRooms.getRoom?rid=nowhere");
        foreach (var call in new[] { "rooms.adminRooms", "rooms.adminRooms.getRoom?rid=" + roomId, "im.list.everyone" })
            await person.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, call);
        await admin.GetAsync("im.list.everyone?count=1");
    }

    [Fact]
    public async Task Rooms_are_suggested_by_how_their_names_begin()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var prefix = Names.New("sugg") + "x";
        foreach (var kind in new[] { "channels", "groups" }) await person.PostAsync(kind + ".create", new { name = prefix + kind });
        var selector = Uri.EscapeDataString($$"""{"name":"{{prefix.ToUpperInvariant()}}"}""");
        Assert.Equal(["c", "p"], await TypesAsync(person, "rooms.autocomplete.channelAndPrivate?selector=" + selector, "items"));
        Assert.Equal(["c"], await TypesAsync(other, "rooms.autocomplete.channelAndPrivate?selector=" + selector, "items"));
        await person.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "rooms.autocomplete.channelAndPrivate?selector=x");
        Assert.Equal(["c", "p"], await TypesAsync(person, "spotlight?query=" + prefix, "rooms"));
        Assert.Equal(["c"], await TypesAsync(other, "spotlight?query=%23" + prefix, "rooms"));
        Assert.Empty(await TypesAsync(other, "spotlight?query=%40" + prefix, "rooms"));
    }

    [Fact]
    public async Task The_spotlight_finds_users()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        foreach (var query in new[] { other.Username, "%40" + other.Username })
        {
            var users = (await person.GetAsync("spotlight?query=" + query)).GetProperty("users").EnumerateArray().Select(user => user.GetProperty("username").GetString());
            Assert.Contains(other.Username, users);
        }

        Assert.Empty((await person.GetAsync("spotlight?query=%23" + other.Username)).GetProperty("users").EnumerateArray());
        await person.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "spotlight");
    }

    [Fact]
    public async Task The_directory_lists_channels_and_users()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (_, name) = await person.NewRoomAsync();
        Assert.Equal(name, Assert.Single((await person.GetAsync("directory?type=channels&text=" + name)).GetProperty("result").EnumerateArray()).GetProperty("name").GetString());
        var users = await person.GetAsync($"directory?query={Uri.EscapeDataString($$"""{"type":"users","text":"{{person.Username}}"}""")}&sort={Uri.EscapeDataString("""{"username":1}""")}");
        Assert.Contains(users.GetProperty("result").EnumerateArray(), user => user.GetProperty("username").GetString() == person.Username);
        Assert.Equal(0, (await person.GetAsync("directory?type=teams")).GetProperty("total").GetInt32());
        Assert.Equal("Please verify the parameters", (await person.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "directory?type=x")).Error);
        Assert.Equal("This method support only one \"sort\" parameter", (await person.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "directory?sort=" + Uri.EscapeDataString("""{"name":1,"ts":1}"""))).Error);
    }

    [Fact]
    public async Task A_room_lists_its_pinned_messages_and_those_that_mention_somebody()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await person.NewRoomAsync("channels", other);
        var messageId = await person.SayAsync(roomId, "pin me");
        await person.SayAsync(roomId, $"hi @{other.Username}");
        await person.PostAsync("chat.pinMessage", new { messageId });
        Assert.Equal("pin me", Assert.Single((await person.GetAsync($"channels.messages?roomId={roomId}&pinned=true")).GetProperty("messages").EnumerateArray()).GetProperty("msg").GetString());
        Assert.Equal(1, (await person.GetAsync($"channels.messages?roomId={roomId}&mentionIds={other.UserId}")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Who_is_not_logged_in_reads_channels_only_where_that_is_allowed()
    {
        using var refused = await (await GantryServer.SharedAsync()).Http.GetAsync("/api/v1/channels.anonymousread?roomId=GENERAL");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await using var server = await GantryServer.StartAsync("Rooms:AllowAnonymousRead=true");
        var admin = await server.AdminAsync();
        await admin.SayAsync("GENERAL", "hello world");
        var (group, _) = await admin.NewRoomAsync("groups");
        Assert.Contains("hello world", await server.Http.GetStringAsync("/api/v1/channels.anonymousread?roomName=general"), StringComparison.Ordinal);
        using var hidden = await server.Http.GetAsync("/api/v1/channels.anonymousread?roomId=" + group);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var missing = await server.Http.GetAsync("/api/v1/channels.anonymousread");
        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
    }

    private static async Task<IEnumerable<string?>> TypesAsync(ApiClient client, string path, string key) =>
        (await client.GetAsync(path)).GetProperty(key).EnumerateArray().Select(room => room.GetProperty("t").GetString()).ToList();
}
