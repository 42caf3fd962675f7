using System.Net;

namespace Gantry.Tests.Workspace.Messages;

public sealed class PostMessageTests
{
    [Fact]
    public async Task A_posted_message_is_answered_and_read_back_the_same()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var answer = await person.PostAsync("chat.postMessage", new { roomId, text = " hi ", emoji = ":ghost:" });
        Assert.Equal(roomId, answer.GetProperty("channel").GetString());
        var message = answer.GetProperty("message");
        Assert.Equal("hi", message.GetProperty("msg").GetString());
        Assert.Equal(roomId, message.GetProperty("rid").GetString());
        Assert.Equal(":ghost:", message.GetProperty("emoji").GetString());
        Assert.Equal(person.Username, message.GetProperty("u").GetProperty("username").GetString());
        Assert.Equal("""[{"type":"PARAGRAPH","value":[{"type":"PLAIN_TEXT","value":"hi"}]}]""", message.GetProperty("md").ToString());
        Assert.Equal(message.GetProperty("ts").GetDateTimeOffset().ToUnixTimeMilliseconds(), answer.GetProperty("ts").GetInt64());
        var read = await person.GetAsync("chat.getMessage?msgId=" + Uri.EscapeDataString(message.GetProperty("_id").GetString()!));
        Assert.Equal(message.ToString(), read.GetProperty("message").ToString());
    }

    [Fact]
    public async Task Everybody_can_post_into_general_and_is_a_member_from_then_on()
    {
        var guest = await People.NewAsync(await GantryServer.SharedAsync(), "guest");
        await guest.PostAsync("chat.postMessage", new { channel = "#general", text = "hello" });
        var joined = await guest.GetAsync("channels.list.joined");
        Assert.Equal("GENERAL", Assert.Single(joined.GetProperty("channels").EnumerateArray()).GetProperty("_id").GetString());
    }

    [Theory]
    [InlineData("#{room}")]
    [InlineData("{room}")]
    [InlineData("#{id}")]
    [InlineData("{id}")]
    public async Task A_channel_is_found_by_name_or_id_and_joined(string channel)
    {
        var server = await GantryServer.SharedAsync();
        var (owner, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (id, name) = await owner.NewRoomAsync();
        var answer = await other.PostAsync("chat.postMessage", new { channel = channel.Replace("{room}", name).Replace("{id}", id), text = "hi" });
        Assert.Equal(id, answer.GetProperty("message").GetProperty("rid").GetString());
        Assert.Equal(2, (await owner.GetAsync("channels.members?roomId=" + id)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_user_is_written_to_by_name_or_id()
    {
        var server = await GantryServer.SharedAsync();
        var (a, b) = (await People.NewAsync(server), await People.NewAsync(server));
        string[] targets = ["@" + b.Username, "@" + b.UserId, b.UserId];
        foreach (var channel in targets) await a.PostAsync("chat.postMessage", new { channel, text = channel });
        var messages = (await b.GetAsync("im.messages?username=" + a.Username)).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("msg").GetString());
        Assert.Equal(targets.Reverse(), messages);
    }

    [Theory]
    [InlineData("#no-such-room")]
    [InlineData("@nobody-there")]
    [InlineData("no-such-thing")]
    [InlineData("#")]
    [InlineData("../../etc")]
    [InlineData("#a/b?c=d#e")]
    [InlineData("@'or'1'eq'1")]
    [InlineData("\u0000")]
    public async Task An_unknown_destination_is_422(string channel)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (_, errorType) = await person.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "chat.postMessage", new { channel, text = "hi" });
        Assert.Equal("invalid-channel", errorType);
    }

    public static TheoryData<object, int, string> Refused => new()
    {
        { new { text = "hi" }, 400, "invalid-channel" },
        { new { roomId = "GENERAL", text = new { } }, 400, "invalid-params" },
        { new { roomId = "GENERAL", text = "hi", tmid = "nothing" }, 422, "error-invalid-message" },
        { new { roomId = "GENERAL", text = "hi", alias = "boss" }, 403, "error-not-allowed" },
        { new { roomId = "GENERAL", text = "hi", avatar = "http://x.test/a.png" }, 403, "error-not-allowed" },
        { new { roomId = "GENERAL", text = new string('x', 5001) }, 422, "error-message-size-exceeded" },
        { new { roomId = "GENERAL", attachments = new[] { new { text = new string('x', 5001) } } }, 422, "error-message-size-exceeded" },
        { new { roomId = "GENERAL", attachments = new[] { new { title_link = "javascript:alert(1)" } } }, 422, "error-invalid-attachment" },
        { new { roomId = "GENERAL", attachments = new[] { new { fields = new[] { new { title = "a" } } } } }, 422, "error-invalid-attachment" },
        { new { roomId = "GENERAL", attachments = new object[] { "text" } }, 422, "error-invalid-attachment" },
        { new { roomId = "GENERAL", parseUrls = "maybe" }, 400, "invalid-params" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_posted_is_refused(object body, int status, string errorType)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        Assert.Equal(errorType, (await person.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "chat.postMessage", body)).ErrorType);
    }

    [Fact]
    public async Task A_bot_may_speak_under_another_name()
    {
        var bot = await People.NewAsync(await GantryServer.SharedAsync(), "bot");
        var message = (await bot.PostAsync("chat.postMessage", new { roomId = "GENERAL", text = "hi", alias = "Build", avatar = "https://example.org/a.png" })).GetProperty("message");
        Assert.Equal("Build", message.GetProperty("alias").GetString());
        Assert.Equal("https://example.org/a.png", message.GetProperty("avatar").GetString());
        await bot.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "chat.postMessage", new { roomId = "GENERAL", text = "hi", avatar = "javascript:alert(1)" });
    }

    [Fact]
    public async Task Several_rooms_get_one_message_each()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (first, second) = (await person.NewRoomAsync(), await person.NewRoomAsync());
        await person.PostAsync("chat.postMessage", new { roomId = new[] { first.Id, second.Id, first.Id }, text = "hi" });
        Assert.Equal(1, (await person.GetAsync("channels.messages?roomId=" + first.Id)).GetProperty("total").GetInt32());
        Assert.Equal(1, (await person.GetAsync("channels.messages?roomId=" + second.Id)).GetProperty("total").GetInt32());
    }
}
