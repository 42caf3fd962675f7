using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task What_others_wrote_is_unread_until_it_is_read()
    {
        var (owner, member, roomId) = await RoomAsync();
        await owner.SayAsync(roomId, $"hi @{member.Username}");
        var thread = await owner.SayAsync(roomId, "hi @all");
        await owner.SayAsync(roomId, "inside a thread", thread);
        await member.SayAsync(roomId, "my own");
        var before = await OneAsync(member, roomId);
        Assert.Equal((2, 1, 1, true), Counts(before));
        Assert.Equal((roomId, member.Username, "c", true), (before.GetProperty("rid").GetString(), before.GetProperty("u").GetProperty("username").GetString(), before.GetProperty("t").GetString(), before.GetProperty("open").GetBoolean()));
        var counters = await member.GetAsync("channels.counters?roomId=" + roomId);
        Assert.Equal((true, 2, 2, 1, 4), (counters.GetProperty("joined").GetBoolean(), counters.GetProperty("members").GetInt32(), counters.GetProperty("unreads").GetInt32(), counters.GetProperty("userMentions").GetInt32(), counters.GetProperty("msgs").GetInt32()));

        await member.PostAsync("subscriptions.read", new { rid = roomId });
        var after = await OneAsync(member, roomId);
        Assert.Equal((0, 0, 0, false), Counts(after));
        Assert.True(after.GetProperty("ls").GetDateTimeOffset() > before.GetProperty("ts").GetDateTimeOffset());
        await member.PostAsync("subscriptions.read", new { roomId, readThreads = true });
    }

    [Fact]
    public async Task Read_messages_are_made_unread_from_one_on()
    {
        var (owner, member, roomId) = await RoomAsync();
        await owner.SayAsync(roomId, "a");
        var second = await owner.SayAsync(roomId, "b");
        await owner.SayAsync(roomId, "c");
        await member.PostAsync("subscriptions.read", new { roomId });
        await member.PostAsync("subscriptions.unread", new { firstUnreadMessage = new { _id = second } });
        Assert.Equal(2, Counts(await OneAsync(member, roomId)).Unread);
        await member.PostAsync("subscriptions.read", new { roomId });
        await member.PostAsync("subscriptions.unread", new { roomId });
        Assert.Equal(1, Counts(await OneAsync(member, roomId)).Unread);
        await member.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "subscriptions.unread", new { });
        Assert.Equal("error-no-message-for-unread", (await member.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "subscriptions.unread", new { firstUnreadMessage = new { _id = "x" } })).ErrorType);
        Assert.Equal("error-no-message-for-unread", (await owner.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "subscriptions.unread", new { roomId })).ErrorType);
    }

    [Fact]
    public async Task All_subscriptions_are_listed_or_those_in_which_something_changed()
    {
        var (owner, member, roomId) = await RoomAsync();
        var direct = (await owner.PostAsync("im.create", new { username = member.Username })).GetProperty("room").GetProperty("_id").GetString();
        var all = (await member.GetAsync("subscriptions.get")).GetProperty("update").EnumerateArray().ToDictionary(one => one.GetProperty("rid").GetString()!);
        Assert.Equal(new[] { roomId, direct }.Order(), all.Keys.Order());
        Assert.Equal((owner.Username, "Name of " + owner.Username), (all[direct!].GetProperty("name").GetString(), all[direct!].GetProperty("fname").GetString()));

        await Task.Delay(20);
        var since = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        await owner.SayAsync(direct!, "news");
        Assert.Equal(direct, Assert.Single((await member.GetAsync("subscriptions.get?updatedSince=" + since)).GetProperty("update").EnumerateArray()).GetProperty("rid").GetString());
        Assert.Equal(direct, Assert.Single((await member.GetAsync("rooms.get?updatedSince=" + since)).GetProperty("update").EnumerateArray()).GetProperty("_id").GetString());
        Assert.Equal(2, (await member.GetAsync("rooms.get")).GetProperty("update").GetArrayLength());
        Assert.Equal("error-roomId-param-invalid", (await member.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "subscriptions.get?updatedSince=x")).ErrorType);
        Assert.Equal("error-updatedSince-param-invalid", (await member.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "rooms.get?updatedSince=x")).ErrorType);
    }

    [Fact]
    public async Task Where_the_caller_is_no_member_there_is_no_subscription()
    {
        var server = await GantryServer.SharedAsync();
        var (_, _, roomId) = await RoomAsync();
        var stranger = await People.NewAsync(server);
        Assert.Equal(JsonValueKind.Null, (await stranger.GetAsync("subscriptions.getOne?roomId=" + roomId)).GetProperty("subscription").ValueKind);
        foreach (var (call, body) in new (string, object)[]
        {
            ("subscriptions.read", new { rid = roomId }), ("rooms.favorite", new { roomId, favorite = true }), ("rooms.hide", new { roomId }),
            ("rooms.saveNotification", new { roomId, notifications = new { desktopNotifications = "all" } }),
        })
            Assert.Equal("error-invalid-subscription", (await stranger.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, call, body)).ErrorType);
        await stranger.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "subscriptions.getOne");
        await stranger.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "subscriptions.read", new { });
    }

    [Fact]
    public async Task Members_set_for_themselves_what_they_like()
    {
        var (owner, member, roomId) = await RoomAsync();
        await member.PostAsync("rooms.favorite", new { roomId, favorite = true });
        await member.PostAsync("rooms.saveNotification", new { roomId, notifications = new { desktopNotifications = "mentions", muteGroupMentions = "1" } });
        await member.PostAsync("rooms.saveNotification", new { roomId, notifications = new { emailNotifications = "nothing" } });
        await member.GetAsync($"chat.ignoreUser?rid={roomId}&userId={owner.UserId}&ignore=true");
        var one = await OneAsync(member, roomId);
        Assert.True(one.GetProperty("f").GetBoolean());
        Assert.Equal(("mentions", "nothing", true), (one.GetProperty("desktopNotifications").GetString(), one.GetProperty("emailNotifications").GetString(), one.GetProperty("muteGroupMentions").GetBoolean()));
        Assert.Equal([owner.UserId], one.GetProperty("ignored").EnumerateArray().Select(id => id.GetString()));
        Assert.False((await OneAsync(owner, roomId)).TryGetProperty("f", out _));
        await member.PostAsync("rooms.favorite", new { roomId, favorite = false });
        await member.GetAsync($"chat.ignoreUser?rid={roomId}&userId={owner.UserId}&ignore=false");
        one = await OneAsync(member, roomId);
        Assert.False(one.TryGetProperty("f", out _) || one.TryGetProperty("ignored", out _));

        Assert.Equal("The 'favorite' param is required", (await member.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "rooms.favorite", new { roomId })).Error);
        await member.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "rooms.saveNotification", new { roomId, notifications = new { desktopNotifications = "loud" } });
        await member.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "rooms.saveNotification", new { roomId, notifications = new { smell = "all" } });
        await member.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"chat.ignoreUser?rid={roomId}&userId=nobody&ignore=true");
    }

    [Theory]
    [InlineData("channels", "The channel")]
    [InlineData("groups", "The private group")]
    public async Task A_room_is_closed_and_opened_again(string kind, string title)
    {
        var (owner, _, roomId) = await RoomAsync(kind);
        var name = (await owner.GetAsync($"{kind}.info?roomId={roomId}")).GetProperty(kind[..^1]).GetProperty("name").GetString();
        Assert.Equal($"{title}, {name}, is already open to the sender", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, kind + ".open", new { roomId })).Error);
        await owner.PostAsync(kind + ".close", new { roomId });
        Assert.False((await OneAsync(owner, roomId)).GetProperty("open").GetBoolean());
        Assert.Equal($"{title}, {name}, is already closed to the sender", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, kind + ".close", new { roomId })).Error);
        await owner.PostAsync(kind + ".open", new { roomId });
        for (var i = 0; i < 2; i++) await owner.PostAsync("rooms.hide", new { roomId });
        for (var i = 0; i < 2; i++) await owner.PostAsync("rooms.open", new { roomId });
        Assert.True((await OneAsync(owner, roomId)).GetProperty("open").GetBoolean());
        if (kind != "channels") return;
        var stranger = await People.NewAsync(await GantryServer.SharedAsync());
        Assert.Equal($"The user/callee is not in the channel \"{name}\".", (await stranger.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "channels.open", new { roomId })).Error);
    }

    [Fact]
    public async Task Who_administers_rooms_sees_the_counters_of_others()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member, roomId) = await RoomAsync("groups");
        await owner.SayAsync(roomId, "news");
        var admin = await server.AdminAsync();
        Assert.Equal(1, (await admin.GetAsync($"groups.counters?roomId={roomId}&userId={member.UserId}")).GetProperty("unreads").GetInt32());
        await owner.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, $"groups.counters?roomId={roomId}&userId={member.UserId}");
    }

    private static async Task<JsonElement> OneAsync(ApiClient client, string roomId) => (await client.GetAsync("subscriptions.getOne?roomId=" + roomId)).GetProperty("subscription");

    private static (int Unread, int Mentions, int GroupMentions, bool Alert) Counts(JsonElement one) =>
        (one.GetProperty("unread").GetInt32(), one.GetProperty("userMentions").GetInt32(), one.GetProperty("groupMentions").GetInt32(), one.GetProperty("alert").GetBoolean());

    private static async Task<(ApiClient Owner, ApiClient Member, string RoomId)> RoomAsync(string kind = "channels")
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        return (owner, member, (await owner.NewRoomAsync(kind, member)).Id);
    }
}
