using System.Text.Json;

namespace Gantry.Tests.Outgoing;

/// <summary>What each event sends (seed 000; <c>rocket-chat-behaviour.md</c> 3.2).</summary>
public sealed class EventPayloadTests
{
    [Fact]
    public async Task Room_events_carry_the_room_and_who_did_it()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await OutgoingDriver.NewServerAsync("Site_Url=https://chat.example.org");
        var driver = await OutgoingDriver.StartAsync(server);
        var user = await server.NewUserAsync();
        foreach (var name in (string[])["roomCreated", "roomArchived", "roomJoined", "roomLeft"]) await driver.NewIntegrationAsync(receiver.Url, "all_public_channels", new { token = name, @event = name });

        var (channel, room) = await driver.NewRoomAsync();
        await user.PostAsync("channels.join", new { roomId = room });
        await user.PostAsync("channels.leave", new { roomId = room });
        await driver.Api.PostAsync("channels.archive", new { roomId = room });

        var payloads = (await receiver.WaitAsync(4)).ToDictionary(call => call.Json.GetProperty("token").GetString()!, call => call.Json);
        foreach (var payload in payloads.Values)
        {
            Assert.Equal((room, channel[1..]), (Text(payload, "channel_id"), Text(payload, "channel_name")));
            Assert.Equal(room, Text(payload.GetProperty("room"), "_id"));
            Assert.Equal(("chat.example.org", "https://chat.example.org"), (Text(payload, "team_domain"), Text(payload, "siteUrl")));
            Assert.True(payload.GetProperty("timestamp").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddMinutes(-5));
        }

        Assert.Equal(("admin", "admin"), (Text(payloads["roomCreated"], "user_name"), Text(payloads["roomCreated"].GetProperty("owner"), "username")));
        Assert.Equal("admin", Text(payloads["roomArchived"], "user_name"));
        foreach (var name in (string[])["roomJoined", "roomLeft"]) Assert.Equal((user.UserId, user.Username), (Text(payloads[name], "user_id"), Text(payloads[name].GetProperty("user"), "username")));
    }

    [Fact]
    public async Task A_new_user_is_told_without_what_logs_it_in()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "Welcome!" });
        await using var server = await OutgoingDriver.NewServerAsync();
        var driver = await OutgoingDriver.StartAsync(server);
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, "", new { @event = "userCreated", targetRoom = channel });

        var user = await server.NewUserAsync();

        var payload = Assert.Single(await receiver.WaitAsync()).Json;
        Assert.Equal((user.UserId, user.Username), (Text(payload, "user_id"), Text(payload, "user_name")));
        Assert.False(payload.GetProperty("user").TryGetProperty("password", out _));
        await driver.SettledAsync(integration);
        Assert.Equal("Welcome!", Text((await driver.MessagesAsync(room))[0], "msg"));
    }

    [Fact]
    public async Task A_deleted_message_is_told_as_it_was_and_who_deleted_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var user = await driver.Server.NewUserAsync();
        await driver.NewIntegrationAsync(receiver.Url, channel, new { @event = "messageDeleted" });
        var id = await driver.As(user).SayAsync(room, "regretted");

        await driver.Api.PostAsync("chat.delete", new { roomId = room, msgId = id });

        var payload = Assert.Single(await receiver.WaitAsync()).Json;
        Assert.Equal((id, "regretted", user.Username), (Text(payload, "message_id"), Text(payload, "text"), Text(payload, "user_name")));
        Assert.Equal("admin", Text(payload.GetProperty("deleted_by"), "username"));
    }

    [Fact]
    public async Task A_reply_carries_its_thread_and_the_answer_goes_into_it()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "In the thread." });
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var start = await driver.SayAsync(room, "start");
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel);

        await driver.SayAsync(room, "reply", start);

        Assert.Equal(start, Text(Assert.Single(await receiver.WaitAsync()).Json, "tmid"));
        var answer = (await driver.SettledAsync(integration))[0].GetProperty("messageIds")[0].GetString()!;
        Assert.Equal(start, Text((await driver.Api.GetAsync("chat.getMessage?msgId=" + answer)).GetProperty("message"), "tmid"));
    }

    [Fact]
    public async Task A_payload_too_long_for_a_row_arrives_whole()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await OutgoingDriver.NewServerAsync("Messages:MaxAllowedSize=200000");
        var driver = await OutgoingDriver.StartAsync(server);
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel);
        var text = string.Concat(Enumerable.Repeat("0123456789", 15_000));

        await driver.SayAsync(room, text);

        Assert.Equal(text, Text(Assert.Single(await receiver.WaitAsync()).Json, "text"));
        Assert.Equal(text, Text((await driver.SettledAsync(integration))[0].GetProperty("data"), "text"));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
