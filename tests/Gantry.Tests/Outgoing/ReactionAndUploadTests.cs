using System.Text.Json;
using Gantry.Tests.Workspace.Uploads;

namespace Gantry.Tests.Outgoing;

/// <summary>The events <c>reactionAdded</c> (seed 002's reactions) and <c>fileUploaded</c> (seeds 000 and 001; <c>rocket-chat-behaviour.md</c> 3.2), from the call of the API to the receiver.</summary>
public sealed class ReactionAndUploadTests
{
    [Fact]
    public async Task A_reaction_is_told_with_its_message_and_who_reacted_and_taking_it_back_is_not()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var user = await driver.Server.NewUserAsync();
        await user.PostAsync("channels.join", new { roomId = room });
        await driver.NewIntegrationAsync(receiver.Url, channel, new { @event = "reactionAdded" });
        var messageId = await driver.SayAsync(room, "well done");

        await user.PostAsync("chat.react", new { messageId, emoji = ":+1:" });
        await user.PostAsync("chat.removeReaction", new { messageId, emoji = ":+1:" });
        await user.PostAsync("chat.react", new { messageId, emoji = "tada", shouldReact = true });

        var calls = (await receiver.WaitAsync(2)).Select(call => call.Json).ToList();
        Assert.Equal([":+1:", ":tada:"], calls.Select(call => Text(call, "reaction")).Order(StringComparer.Ordinal));
        Assert.All(calls, payload =>
        {
            Assert.Equal((room, messageId, "well done"), (Text(payload, "channel_id"), Text(payload, "message_id"), Text(payload, "text")));
            Assert.Equal((user.UserId, user.Username), (Text(payload, "user_id"), Text(payload.GetProperty("user"), "username")));
            Assert.Equal("admin", Text(payload.GetProperty("message").GetProperty("u"), "username"));
            Assert.Equal(room, Text(payload.GetProperty("room"), "_id"));
        });
    }

    [Fact]
    public async Task An_uploaded_file_is_told_once_with_its_message_in_one_step_and_in_two()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        await driver.NewIntegrationAsync(receiver.Url, channel, new { @event = "fileUploaded" });

        await driver.SayAsync(room, "no file");
        var one = await driver.Api.UploadAsync(driver.Server, room, "one.txt", Files.Text("1"), "text/plain", ("msg", "look"));
        var (_, media) = await driver.Api.PostFormAsync(driver.Server, "rooms.media/" + room, Files.Form("two.txt", Files.Text("22"), "text/plain", ("file", null)));
        await driver.Api.PostAsync($"rooms.mediaConfirm/{room}/{Text(media.GetProperty("file"), "_id")}", new { msg = "look again" });

        var calls = (await receiver.WaitAsync(2)).Select(call => call.Json).ToDictionary(payload => Text(payload, "text")!);
        Assert.Equal(["look", "look again"], calls.Keys.Order(StringComparer.Ordinal));
        var payload = calls["look"];
        Assert.Equal((room, Text(one, "_id"), "admin"), (Text(payload, "channel_id"), Text(payload, "message_id"), Text(payload, "user_name")));
        Assert.Equal(("one.txt", 1), (Text(payload.GetProperty("message").GetProperty("file"), "name"), payload.GetProperty("message").GetProperty("file").GetProperty("size").GetInt32()));
        Assert.Equal(("admin", room), (Text(payload.GetProperty("user"), "username"), Text(payload.GetProperty("room"), "_id")));
        Assert.Equal("two.txt", Text(calls["look again"].GetProperty("message").GetProperty("file"), "name"));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
