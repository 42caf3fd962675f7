namespace Gantry.Tests.Outgoing;

/// <summary>Which integrations an event triggers (<c>rocket-chat-behaviour.md</c> 3.1).</summary>
public sealed class EventMatchingTests
{
    [Theory]
    [InlineData("alert now", false, "alert")]
    [InlineData("now alert", false, null)]
    [InlineData("now alert", true, "alert")]
    [InlineData("Alert now", true, null)]
    [InlineData("notify and alert", true, "alert")]
    [InlineData("nothing", true, null)]
    public async Task A_trigger_word_counts_at_the_start_or_anywhere_and_the_first_of_the_list_wins(string text, bool anywhere, string? word)
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        await driver.NewIntegrationAsync(receiver.Url, channel, new { triggerWords = "alert, notify", triggerWordAnywhere = anywhere });

        await driver.SayAsync(room, text);
        await driver.SayAsync(room, "alert last");

        var calls = await receiver.WaitAsync(word is null ? 1 : 2);
        Assert.Equal(word is null ? ["alert last"] : [text, "alert last"], calls.Select(call => call.Json.GetProperty("text").GetString()!).OrderBy(said => said == "alert last"));
        Assert.All(calls, call => Assert.Equal(word ?? "alert", call.Json.GetProperty("trigger_word").GetString()));
    }

    [Fact]
    public async Task An_integration_hears_its_rooms_and_no_other()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, named) = await driver.NewRoomAsync();
        var (_, byId) = await driver.NewRoomAsync();
        var (group, inGroup) = await driver.NewRoomAsync("groups");
        var (_, other) = await driver.NewRoomAsync();
        await driver.NewIntegrationAsync(receiver.Url, $"{channel},#{byId},{group}");

        foreach (var room in (string[])[other, named, byId, inGroup]) await driver.SayAsync(room, "in " + room);

        var heard = (await receiver.WaitAsync(3)).Select(call => call.Json.GetProperty("channel_id").GetString());
        Assert.Equal(new[] { byId, inGroup, named }.Order(StringComparer.Ordinal), heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Room_groups_hear_every_room_of_their_kind_that_the_creator_may_read()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await OutgoingDriver.NewServerAsync();
        var driver = await OutgoingDriver.StartAsync(server);
        var (friend, stranger) = (await server.NewUserAsync(), await server.NewUserAsync());
        foreach (var kind in (string[])["all_public_channels", "all_private_groups", "all_direct_messages"]) await driver.NewIntegrationAsync(receiver.Url, kind, new { token = kind });
        var (_, channel) = await driver.As(stranger).NewRoomAsync();
        var (_, group) = await driver.NewRoomAsync("groups");
        var (_, secret) = await driver.As(stranger).NewRoomAsync("groups");
        var direct = (await driver.Api.PostAsync("im.create", new { username = friend.Username })).GetProperty("room").GetProperty("_id").GetString()!;
        var theirs = (await stranger.PostAsync("im.create", new { username = friend.Username })).GetProperty("room").GetProperty("_id").GetString()!;

        await driver.As(stranger).SayAsync(secret, "secret");
        await driver.As(stranger).SayAsync(theirs, "between us");
        await driver.As(stranger).SayAsync(channel, "public");
        await driver.SayAsync(group, "private");
        await driver.As(friend).SayAsync(direct, "direct");

        var heard = (await receiver.WaitAsync(3)).Select(call => $"{call.Json.GetProperty("token")} {call.Json.GetProperty("text")}");
        Assert.Equal(["all_direct_messages direct", "all_private_groups private", "all_public_channels public"], heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_user_s_name_means_the_direct_messages_that_others_write_to_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var friend = await driver.Server.NewUserAsync();
        var direct = (await driver.Api.PostAsync("im.create", new { username = friend.Username })).GetProperty("room").GetProperty("_id").GetString()!;
        await driver.NewIntegrationAsync(receiver.Url, "@" + friend.Username);

        await driver.As(friend).SayAsync(direct, "from the friend");
        await driver.SayAsync(direct, "to the friend");

        Assert.Equal("to the friend", Assert.Single(await receiver.WaitAsync()).Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Several_integrations_and_addresses_are_called_each_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        await driver.NewIntegrationAsync(receiver.Url, channel, new { token = "one", urls = new[] { receiver.Url + "/a", receiver.Url + "/b" } });
        await driver.NewIntegrationAsync(receiver.Url, channel + ",all_public_channels", new { token = "two" });

        await driver.SayAsync(room, "hello");

        var calls = (await receiver.WaitAsync(3)).Where(call => call.Json.GetProperty("channel_id").GetString() == room);
        Assert.Equal(["one /receive/a", "one /receive/b", "two /receive"], calls.Select(call => $"{call.Json.GetProperty("token")} {call.Path}").Order(StringComparer.Ordinal));
        Assert.Equal(3, calls.Select(call => call.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_an_integration_posted_does_not_trigger_it_again()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "alert echo" });
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel);

        await driver.SayAsync(room, "alert first");
        await driver.SettledAsync(integration);
        await driver.SayAsync(room, "alert second");

        Assert.Equal(2, (await driver.SettledAsync(integration, 2)).Count);
        Assert.Equal(["alert first", "alert second"], receiver.Calls.Select(call => call.Json.GetProperty("text").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Edits_trigger_only_with_runOnEdits_and_say_so()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        await driver.NewIntegrationAsync(receiver.Url, channel, new { token = "deaf" });
        await driver.NewIntegrationAsync(receiver.Url, channel, new { token = "edits", runOnEdits = true });
        await driver.NewIntegrationAsync(receiver.Url, channel, new { token = "only", @event = "messageEdited" });
        var id = await driver.SayAsync(room, "before");
        await receiver.WaitAsync(2);

        await driver.Api.PostAsync("chat.update", new { roomId = room, msgId = id, text = "after" });

        var edits = (await receiver.WaitAsync(4)).Where(call => call.Json.GetProperty("text").GetString() == "after").Select(call => call.Json);
        Assert.Equal(["edits", "only"], edits.Select(edit => edit.GetProperty("token").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(edits, edit => Assert.True(edit.GetProperty("is_edited").GetBoolean() && edit.GetProperty("isEdited").GetBoolean()));
    }

    [Fact]
    public async Task A_disabled_integration_hears_nothing()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        await driver.NewIntegrationAsync(receiver.Url, channel, new { token = "off", enabled = false });
        await driver.NewIntegrationAsync(receiver.Url, channel, new { token = "on" });

        await driver.SayAsync(room, "hello");

        Assert.Equal("on", Assert.Single(await receiver.WaitAsync()).Json.GetProperty("token").GetString());
    }

    [Fact]
    public async Task A_message_of_an_incoming_hook_triggers_and_is_marked_as_a_bot_s()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, _) = await driver.NewRoomAsync();
        await driver.NewIntegrationAsync(receiver.Url, channel);
        var hooks = new IntegrationDriver(driver.Server, driver.Api);
        await hooks.PostAsync(await hooks.NewHookAsync(channel), new { text = "from outside", alias = "Monitor" });

        var payload = Assert.Single(await receiver.WaitAsync()).Json;
        Assert.True(payload.GetProperty("bot").GetBoolean() && payload.GetProperty("robot").GetBoolean());
        Assert.Equal("Monitor", payload.GetProperty("alias").GetString());
    }
}
