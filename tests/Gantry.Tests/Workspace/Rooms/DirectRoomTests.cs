using System.Net;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class DirectRoomTests
{
    [Theory]
    [InlineData("im")]
    [InlineData("dm")]
    public async Task However_many_create_a_direct_room_there_is_one(string prefix)
    {
        var server = await GantryServer.SharedAsync();
        var (a, b) = (await People.NewAsync(server), await People.NewAsync(server));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => i % 2 == 0
            ? a.PostAsync(prefix + ".create", new { username = b.Username })
            : b.PostAsync(prefix + ".create", new { usernames = a.Username })));
        var expected = string.Concat(new[] { a.UserId, b.UserId }.Order(StringComparer.Ordinal));
        Assert.All(answers, answer => Assert.Equal(expected, answer.GetProperty("room").GetProperty("_id").GetString()));
        foreach (var person in new[] { a, b })
        {
            var list = await person.GetAsync(prefix + ".list");
            var room = Assert.Single(list.GetProperty("ims").EnumerateArray());
            Assert.Equal((expected, "d", 2, 0), (room.GetProperty("_id").GetString(), room.GetProperty("t").GetString(), room.GetProperty("usersCount").GetInt32(), room.GetProperty("msgs").GetInt32()));
        }
    }

    [Fact]
    public async Task A_direct_room_of_several_is_found_again_whatever_the_order()
    {
        var server = await GantryServer.SharedAsync();
        var (a, b, c) = (await People.NewAsync(server), await People.NewAsync(server), await People.NewAsync(server));
        var first = await a.PostAsync("im.create", new { usernames = $"{b.Username},{c.Username}" });
        var second = await c.PostAsync("im.create", new { usernames = $"{b.Username}, {a.Username}" });
        Assert.Equal(first.GetProperty("room").GetProperty("rid").GetString(), second.GetProperty("room").GetProperty("rid").GetString());
        Assert.Equal(3, (await b.GetAsync("im.members?roomId=" + first.GetProperty("room").GetProperty("rid").GetString())).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_direct_room_does_not_exist_for_others()
    {
        var server = await GantryServer.SharedAsync();
        var (a, b, c) = (await People.NewAsync(server), await People.NewAsync(server), await People.NewAsync(server, "admin"));
        await a.PostAsync("chat.postMessage", new { channel = "@" + b.Username, text = "secret" });
        var roomId = (await a.GetAsync("im.list")).GetProperty("ims")[0].GetProperty("_id").GetString();
        foreach (var call in new[] { "im.history", "im.messages", "im.members", "rooms.info", "channels.info" })
            await c.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{call}?roomId={roomId}");
        await c.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.postMessage", new { channel = "@" + roomId, text = "hi" });
        Assert.Equal("secret", (await b.GetAsync("im.history?roomId=" + roomId)).GetProperty("messages")[0].GetProperty("msg").GetString());
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"username":"nobody-there"}""", 404)]
    [InlineData("""{"usernames":["nobody-there"]}""", 404)]
    [InlineData("""{"username":{}}""", 400)]
    public async Task Who_does_not_exist_cannot_be_written_to(string body, int status)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        await person.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "im.create", body);
    }
}
