using System.Net;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class NamedRoomTests
{
    [Fact]
    public async Task A_fresh_channel_has_rocket_chats_fields()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var name = Names.New("room");
        var body = new { name, topic = "the topic", members = new[] { other.Username, "nobody-there" }, customFields = new { a = 1 } };
        var created = (await owner.PostAsync("channels.create", body)).GetProperty("channel");
        var room = (await owner.GetAsync("channels.info?roomName=" + name)).GetProperty("channel");
        Assert.Equal(created.ToString(), room.ToString());
        Assert.Equal((name, name, "c", "the topic"), (room.GetProperty("name").GetString(), room.GetProperty("fname").GetString(), room.GetProperty("t").GetString(), room.GetProperty("topic").GetString()));
        Assert.Equal((0, 2), (room.GetProperty("msgs").GetInt32(), room.GetProperty("usersCount").GetInt32()));
        Assert.Equal((false, false, true), (room.GetProperty("ro").GetBoolean(), room.GetProperty("default").GetBoolean(), room.GetProperty("sysMes").GetBoolean()));
        Assert.Equal(owner.Username, room.GetProperty("u").GetProperty("username").GetString());
        Assert.Equal(1, room.GetProperty("customFields").GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task Of_many_creators_of_one_name_one_succeeds()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var name = Names.New("room");
        string[] spellings = [name, name.ToUpperInvariant()];
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => person.SendAsync(HttpMethod.Post, (i % 4 < 2 ? "channels" : "groups") + ".create", new { name = spellings[i % 2] })));
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("error-duplicate-channel-name", answer.Body.GetProperty("errorType").GetString()));
        var mine = (await person.GetAsync("channels.list.joined")).GetProperty("total").GetInt32() + (await person.GetAsync("groups.list")).GetProperty("total").GetInt32();
        Assert.Equal(1, mine);
    }

    [Theory]
    [InlineData("""{}""", 400, "invalid-params")]
    [InlineData("""{"name":" "}""", 400, "invalid-params")]
    [InlineData("""{"name":"a b"}""", 422, "error-invalid-room-name")]
    [InlineData("""{"name":"../x"}""", 422, "error-invalid-room-name")]
    [InlineData("""{"name":"x","members":{}}""", 400, "invalid-params")]
    [InlineData("""{"name":"x","members":[1]}""", 400, "invalid-params")]
    [InlineData("""{"name":"x","customFields":[]}""", 400, "invalid-params")]
    [InlineData("""{"name":"general"}""", 409, "error-duplicate-channel-name")]
    public async Task What_cannot_be_made_is_refused(string body, int status, string errorType)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        Assert.Equal(errorType, (await person.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "channels.create", body)).ErrorType);
    }

    [Fact]
    public async Task A_guest_may_not_create_rooms()
    {
        var guest = await People.NewAsync(await GantryServer.SharedAsync(), "guest");
        await guest.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "channels.create", new { name = "x" });
        await guest.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "groups.create", new { name = "x" });
    }

    [Fact]
    public async Task The_list_of_channels_has_no_groups_and_is_paged_by_name()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (channel, group) = (await person.NewRoomAsync(), await person.NewRoomAsync("groups"));
        List<string> names = [];
        for (int offset = 0, total = 1; offset < total; offset += 100)
        {
            var page = await person.GetAsync($"channels.list?count=100&offset={offset}");
            total = page.GetProperty("total").GetInt32();
            names.AddRange(page.GetProperty("channels").EnumerateArray().Select(room => room.GetProperty("name").GetString()!));
        }

        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.Contains("general", names);
        Assert.Contains(channel.Name, names);
        Assert.DoesNotContain(group.Name, names);
    }

    [Fact]
    public async Task A_group_does_not_exist_for_who_is_not_in_it()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, outsider) = (await People.NewAsync(server), await People.NewAsync(server, "admin"));
        var (id, name) = await owner.NewRoomAsync("groups");
        var msgId = await owner.SayAsync(id, "secret");
        foreach (var call in new[] { $"groups.info?roomId={id}", $"groups.info?roomName={name}", $"groups.history?roomId={id}", $"groups.messages?roomId={id}", $"groups.members?roomId={id}", $"rooms.info?roomId={id}", $"channels.info?roomId={id}", $"chat.getMessage?msgId={msgId}", $"im.history?roomId={id}" })
            await outsider.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, call);
        await outsider.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.postMessage", new { roomId = id, text = "hi" });
        Assert.Equal(0, (await outsider.GetAsync("groups.list")).GetProperty("total").GetInt32());
        await outsider.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "channels.join", new { roomId = id });
    }

    [Fact]
    public async Task A_renamed_room_is_found_by_its_new_name_and_frees_the_old()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (id, old) = await person.NewRoomAsync();
        var name = Names.New("renamed");
        Assert.Equal(name, (await person.PostAsync("channels.rename", new { roomId = id, name })).GetProperty("channel").GetProperty("name").GetString());
        Assert.Equal(id, (await person.GetAsync("channels.info?roomName=" + name)).GetProperty("channel").GetProperty("_id").GetString());
        await person.PostAsync("channels.create", new { name = old });
        await person.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "channels.rename", new { roomId = id, name = old });
    }

    [Theory]
    [InlineData("Topic", "topic", "topic")]
    [InlineData("Description", "description", "description")]
    [InlineData("Purpose", "purpose", "description")]
    [InlineData("Announcement", "announcement", "announcement")]
    public async Task A_rooms_texts_are_set_by_its_owner_and_echoed(string verb, string key, string field)
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        var (id, _) = await owner.NewRoomAsync("groups", member);
        var body = new Dictionary<string, string> { ["roomId"] = id, [key] = "something new" };
        Assert.Equal("something new", (await owner.PostAsync("groups.set" + verb, body)).GetProperty(key).GetString());
        var room = (await member.GetAsync("groups.info?roomId=" + id)).GetProperty("group");
        Assert.Equal("something new", room.GetProperty(field).GetString());
        Assert.Equal("room_changed_" + field, room.GetProperty("lastMessage").GetProperty("t").GetString());
        Assert.Equal("error-action-not-allowed", (await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "groups.set" + verb, body)).ErrorType);
    }

    [Theory]
    [InlineData("channels.info")]
    [InlineData("channels.info?roomName=no-such-room")]
    [InlineData("channels.info?roomId=..%2F..%2Fx")]
    [InlineData("channels.info?roomId=%00")]
    [InlineData("channels.info?roomName='%20or%20'1'%20eq%20'1")]
    [InlineData("groups.history?roomId=GENERAL")]
    [InlineData("im.messages?roomId=GENERAL")]
    [InlineData("im.messages?username=nobody")]
    [InlineData("rooms.info?roomId=a%23b%3Fc")]
    public async Task A_room_that_is_not_there_is_404_and_no_selector_400(string call)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        await person.RefusedAsync(call.Contains('?', StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest, HttpMethod.Get, call);
    }

    [Fact]
    public async Task An_overlong_id_is_404()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "channels.info?roomId=" + new string('x', 3000));
        await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "chat.getMessage?msgId=" + new string('0', 3000));
    }
}
