using System.Text.Json;

namespace Gantry.Tests.Workspace.Realtime;

/// <summary>What concerns a user, whatever the room.</summary>
public sealed class UserStreamTests
{
    private const string Mine = "__my_messages__";

    [Fact]
    public async Task Messages_of_all_the_users_rooms_come_with_what_the_room_is()
    {
        var server = await GantryServer.SharedAsync();
        var (bot, person) = (await People.NewAsync(server, "bot"), await People.NewAsync(server));
        var (rid, name) = await person.NewRoomAsync("groups", bot);
        await using var client = await DdpClient.LoginAsync(server, bot);
        await client.SubscribeAsync("stream-room-messages", Mine, true);
        await person.SayAsync(rid, "hello");
        var args = await client.EventAsync("stream-room-messages", Mine);
        Assert.Equal("hello", args[0].GetProperty("msg").GetString());
        Assert.True(args[1].GetProperty("roomParticipant").GetBoolean());
        Assert.Equal(("p", name), (args[1].GetProperty("roomType").GetString(), args[1].GetProperty("roomName").GetString()));
    }

    [Fact]
    public async Task A_room_that_the_user_comes_into_later_is_among_them_from_its_first_message()
    {
        var server = await GantryServer.SharedAsync();
        var (bot, person) = (await People.NewAsync(server, "bot"), await People.NewAsync(server));
        await using var client = await DdpClient.LoginAsync(server, bot);
        await client.SubscribeAsync("stream-room-messages", Mine, true);

        await person.PostAsync("chat.postMessage", new { channel = "@" + bot.Username, text = "direct" });
        Assert.Equal("direct", (await client.MessageAsync(Mine)).GetProperty("msg").GetString());

        var (rid, _) = await person.NewRoomAsync("groups", bot);
        await person.SayAsync(rid, "group");
        Assert.Equal("group", (await client.MessageAsync(Mine)).GetProperty("msg").GetString());
    }

    [Fact]
    public async Task Other_peoples_rooms_are_not_among_them()
    {
        var server = await GantryServer.SharedAsync();
        var (bot, person, other) = (await People.NewAsync(server, "bot"), await People.NewAsync(server), await People.NewAsync(server));
        await using var client = await DdpClient.LoginAsync(server, bot);
        await client.SubscribeAsync("stream-room-messages", Mine, true);
        await person.PostAsync("chat.postMessage", new { channel = "@" + other.Username, text = "not for the bot" });
        var (rid, _) = await person.NewRoomAsync("groups");
        await person.SayAsync(rid, "not for the bot");
        Assert.DoesNotContain(await client.PingAsync(), frame => frame.ToString().Contains("not for the bot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Coming_into_and_out_of_a_room_changes_rooms_and_subscriptions()
    {
        var server = await GantryServer.SharedAsync();
        var (person, owner) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, name) = await owner.NewRoomAsync("groups");
        var (rooms, subscriptions) = (person.UserId + "/rooms-changed", person.UserId + "/subscriptions-changed");
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync("stream-notify-user", rooms, false);
        await client.SubscribeAsync("stream-notify-user", subscriptions, false);

        await owner.PostAsync("groups.invite", new { roomId, userId = person.UserId });
        var inserted = await client.EventAsync("stream-notify-user", subscriptions);
        Assert.Equal(("inserted", roomId, name), (inserted[0].GetString(), inserted[1].GetProperty("rid").GetString(), inserted[1].GetProperty("name").GetString()));
        Assert.Equal("inserted", (await client.EventAsync("stream-notify-user", rooms))[0].GetString());

        await owner.SayAsync(roomId, "news");
        var updated = await NextAsync(client, rooms, args => args[1].TryGetProperty("lastMessage", out var last) && last.GetProperty("msg").GetString() == "news");
        Assert.Equal("updated", updated[0].GetString());

        await owner.PostAsync("groups.kick", new { roomId, userId = person.UserId });
        Assert.Equal("removed", (await NextAsync(client, subscriptions, args => args[0].GetString() == "removed"))[0].GetString());
        Assert.Equal(roomId, (await NextAsync(client, rooms, args => args[0].GetString() == "removed"))[1].GetProperty("_id").GetString());
    }

    [Fact]
    public async Task Mentions_and_direct_messages_notify()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (rid, name) = await other.NewRoomAsync("channels", person);
        var notification = person.UserId + "/notification";
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync("stream-notify-user", notification, false);
        await other.SayAsync(rid, "to nobody");
        await other.SayAsync(rid, $"to @{person.Username}");
        var mention = (await client.EventAsync("stream-notify-user", notification))[0];
        Assert.Equal(("#" + name, $"to @{person.Username}"), (mention.GetProperty("title").GetString(), mention.GetProperty("text").GetString()));
        await other.PostAsync("chat.postMessage", new { channel = "@" + person.Username, text = "direct" });
        Assert.Equal("d", (await client.EventAsync("stream-notify-user", notification))[0].GetProperty("payload").GetProperty("type").GetString());
    }

    private static async Task<JsonElement> NextAsync(DdpClient client, string eventName, Func<JsonElement, bool> isMeant)
    {
        while (true)
            if (await client.EventAsync("stream-notify-user", eventName) is var args && isMeant(args)) return args;
    }
}
