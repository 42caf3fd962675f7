using System.Text.Json;
using Gantry.Tests.Workspace.Uploads;

namespace Gantry.Tests.Workspace.Realtime;

/// <summary>What happens in a room, told to those who watch it on the same instance.</summary>
public sealed class RoomStreamTests
{
    private const string Stream = "stream-room-messages";

    [Fact]
    public async Task A_message_its_edit_and_its_deletion_are_told()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (rid, _) = await other.NewRoomAsync("groups", person);
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync(Stream, rid, new { useCollection = false, args = Array.Empty<object>() });
        await client.SubscribeAsync("stream-notify-room", rid + "/deleteMessage", false);

        var msgId = await other.SayAsync(rid, "before");
        var sent = await client.MessageAsync(rid);
        Assert.Equal((msgId, "before", other.Username), (Text(sent, "_id"), Text(sent, "msg"), Text(sent.GetProperty("u"), "username")));
        Assert.InRange(sent.GetProperty("ts").GetProperty("$date").GetInt64(), TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds(), TimeProvider.System.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds());
        Assert.Equal("PARAGRAPH", Text(sent.GetProperty("md")[0], "type"));

        await other.PostAsync("chat.update", new { roomId = rid, msgId, text = "after" });
        var edited = await client.MessageAsync(rid);
        Assert.Equal((msgId, "after"), (Text(edited, "_id"), Text(edited, "msg")));
        Assert.True(edited.GetProperty("editedAt").TryGetProperty("$date", out _));

        await other.PostAsync("chat.delete", new { roomId = rid, msgId });
        Assert.Equal(msgId, Text((await client.EventAsync("stream-notify-room", rid + "/deleteMessage"))[0], "_id"));
    }

    [Fact]
    public async Task A_reply_changes_the_message_that_starts_the_thread()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (rid, _) = await person.NewRoomAsync();
        var tmid = await person.SayAsync(rid, "start");
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync(Stream, rid, false);
        var reply = await person.SayAsync(rid, "reply", tmid);
        Assert.Equal("reply", Text(await client.MessageAsync(rid), "msg"));
        var starter = await client.MessageAsync(rid);
        Assert.Equal((tmid, 1), (Text(starter, "_id"), starter.GetProperty("tcount").GetInt32()));
        await person.PostAsync("chat.delete", new { roomId = rid, msgId = reply });
        starter = await client.MessageAsync(rid);
        Assert.Equal(tmid, Text(starter, "_id"));
        Assert.False(starter.TryGetProperty("tcount", out _));
    }

    [Fact]
    public async Task A_reaction_over_REST_is_told_and_so_is_taking_it_back()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (rid, _) = await person.NewRoomAsync("groups", other);
        var messageId = await person.SayAsync(rid, "well done");
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync(Stream, rid, false);

        await other.PostAsync("chat.react", new { messageId, emoji = ":+1:" });
        var reacted = await client.MessageAsync(rid);
        Assert.Equal(messageId, Text(reacted, "_id"));
        Assert.Equal(other.Username, Assert.Single(reacted.GetProperty("reactions").GetProperty(":+1:").GetProperty("usernames").EnumerateArray()).GetString());

        await other.PostAsync("chat.removeReaction", new { messageId, emoji = ":+1:" });
        var takenBack = await client.MessageAsync(rid);
        Assert.Equal(messageId, Text(takenBack, "_id"));
        Assert.False(takenBack.TryGetProperty("reactions", out _));
    }

    [Fact]
    public async Task A_file_uploaded_over_REST_is_told_once_with_its_message()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (rid, _) = await person.NewRoomAsync();
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync(Stream, rid, false);

        var uploaded = await person.UploadAsync(server, rid, "notes.txt", Files.Text("hello"), "text/plain", ("msg", "look"));
        await person.SayAsync(rid, "after it");

        var told = await client.MessageAsync(rid);
        Assert.Equal((Text(uploaded, "_id"), "look", "notes.txt"), (Text(told, "_id"), Text(told, "msg"), Text(told.GetProperty("file"), "name")));
        Assert.Equal(uploaded.Address(), told.Address());
        Assert.Equal("after it", Text(await client.MessageAsync(rid), "msg"));
    }

    [Fact]
    public async Task Who_uses_collections_gets_the_document_first()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (rid, _) = await person.NewRoomAsync();
        await using var client = await DdpClient.LoginAsync(server, person);
        await client.SubscribeAsync(Stream, rid, true);
        await client.NextAsync(frame => DdpClient.Msg(frame) == "added" && Text(frame, "collection") == Stream && Text(frame, "id") == "id");
    }

    [Fact]
    public async Task A_private_room_is_not_for_others_nor_is_a_room_that_is_not_there()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (rid, _) = await other.NewRoomAsync("groups");
        await using var client = await DdpClient.LoginAsync(server, person);
        foreach (var (name, key) in new[] { (Stream, rid), ("room-messages", rid), ("stream-notify-room", rid + "/typing"), (Stream, "nothing"), (Stream, ""), ("stream-notify-user", other.UserId + "/rooms-changed") })
            Assert.Equal("error-not-allowed", (await client.TrySubscribeAsync(name, key, false)).Error);
    }

    [Theory]
    [InlineData("channels", "kick")]
    [InlineData("groups", "kick")]
    [InlineData("groups", "leave")]
    public async Task Who_is_out_of_the_room_gets_nothing_more(string kind, string how)
    {
        var server = await GantryServer.SharedAsync();
        var (person, owner) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await owner.NewRoomAsync(kind, person);
        await using var client = await DdpClient.LoginAsync(server, person);
        var id = await client.SubscribeAsync(Stream, roomId, false);
        await client.SubscribeAsync(Stream, "__my_messages__", false);
        await owner.SayAsync(roomId, "for members");
        Assert.Equal("for members", Text(await client.MessageAsync(roomId), "msg"));
        if (how == "kick") await owner.PostAsync(kind + ".kick", new { roomId, userId = person.UserId });
        else await person.PostAsync(kind + ".leave", new { roomId });
        await owner.SayAsync(roomId, "secret");
        var ended = await client.NextAsync("nosub");
        Assert.Equal((id, "error-not-allowed"), (Text(ended, "id"), Text(ended.GetProperty("error"), "error")));
        Assert.DoesNotContain(await client.PingAsync(), frame => frame.ToString().Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_unsubscribed_is_not_told()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (rid, _) = await person.NewRoomAsync();
        await using var client = await DdpClient.LoginAsync(server, person);
        var id = await client.SubscribeAsync(Stream, rid, false);
        await client.SendAsync(new { msg = "unsub", id });
        Assert.Equal(id, Text(await client.NextAsync("nosub"), "id"));
        await person.SayAsync(rid, "quiet");
        Assert.DoesNotContain(await client.PingAsync(), frame => DdpClient.Msg(frame) == "changed");
    }

    [Fact]
    public async Task Typing_is_told_to_the_others()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (rid, _) = await other.NewRoomAsync("groups", person);
        var activity = rid + "/user-activity";
        await using var client = await DdpClient.LoginAsync(server, person);
        await using var typist = await DdpClient.LoginAsync(server, other);
        await client.SubscribeAsync("stream-notify-room", activity, false);
        await typist.SubscribeAsync("stream-notify-room", activity, false);
        await typist.OkAsync("stream-notify-room", activity, other.Username, new[] { "user-typing" }, new { });
        var args = await client.EventAsync("stream-notify-room", activity);
        Assert.Equal((other.Username, "user-typing"), (args[0].GetString(), args[1][0].GetString()));
        Assert.DoesNotContain(await typist.PingAsync(), frame => DdpClient.Msg(frame) == "changed");
    }

    [Theory]
    [InlineData("/user-activity", "somebody else")]
    [InlineData("/deleteMessage", null)]
    [InlineData("", null)]
    public async Task Notices_are_of_the_callers_own_doing(string what, string? name)
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (rid, _) = await person.NewRoomAsync();
        await using var client = await DdpClient.LoginAsync(server, person);
        Assert.Equal("error-not-allowed", await client.RefusedAsync("stream-notify-room", rid + what, name ?? person.Username, Array.Empty<string>()));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
