using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Messages;

public sealed class MessageContentTests
{
    [Fact]
    public async Task Mentions_name_existing_users_and_channels_that_the_author_may_see()
    {
        var server = await GantryServer.SharedAsync();
        var (author, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var hidden = await other.NewRoomAsync("groups");
        var message = await PostAsync(author, $"@{other.Username}, @nobody-there, @all: see #general. and #{hidden.Name} not a@{other.Username}");
        Assert.Equal([other.UserId, "all"], message.GetProperty("mentions").EnumerateArray().Select(mention => mention.GetProperty("_id").GetString()));
        Assert.Equal("GENERAL", Assert.Single(message.GetProperty("channels").EnumerateArray()).GetProperty("_id").GetString());
    }

    [Theory]
    [InlineData("see https://example.org/a, (http://example.org) and ftp://x", null, "https://example.org/a http://example.org")]
    [InlineData("see https://example.org/a", false, "")]
    public async Task Links_are_listed_unless_the_sender_says_otherwise(string text, bool? parseUrls, string expected)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var message = (await person.PostAsync("chat.postMessage", new { roomId = "GENERAL", text, parseUrls })).GetProperty("message");
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), message.GetProperty("urls").EnumerateArray().Select(url => url.GetProperty("url").GetString()));
    }

    [Fact]
    public async Task Attachments_keep_what_is_not_known_and_msg_becomes_text()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var attachments = new object[] { new { msg = "inner", title_link = "/file-upload/x", color = "#fff", whatever = new { a = new[] { 1 } }, fields = new[] { new { title = "t", value = "v", @short = true } } } };
        var message = (await person.PostAsync("chat.postMessage", new { roomId = "GENERAL", attachments })).GetProperty("message");
        var stored = (await person.GetAsync("chat.getMessage?msgId=" + message.GetProperty("_id").GetString())).GetProperty("message").GetProperty("attachments")[0];
        Assert.Equal(("inner", "/file-upload/x", 1), (stored.GetProperty("text").GetString(), stored.GetProperty("title_link").GetString(), stored.GetProperty("whatever").GetProperty("a")[0].GetInt32()));
        Assert.False(stored.TryGetProperty("msg", out _));
    }

    [Fact]
    public async Task A_message_too_long_for_a_row_is_kept_whole_edited_and_deleted()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var attachments = Enumerable.Range(0, 40).Select(i => new { text = new string('ä', 4000), pretext = $"p{i}" });
        var message = (await person.PostAsync("chat.postMessage", new { roomId, text = "long", attachments })).GetProperty("message");
        var msgId = message.GetProperty("_id").GetString();
        Assert.Equal(message.ToString(), (await person.GetAsync("chat.getMessage?msgId=" + msgId)).GetProperty("message").ToString());
        Assert.Equal(40, (await person.GetAsync("channels.history?roomId=" + roomId)).GetProperty("messages")[0].GetProperty("attachments").GetArrayLength());
        await person.SayAsync(roomId, "reply", msgId);
        await person.PostAsync("chat.update", new { roomId, msgId, text = "still long" });
        Assert.Equal(1, (await person.GetAsync("chat.getMessage?msgId=" + msgId)).GetProperty("message").GetProperty("tcount").GetInt32());
        await person.PostAsync("chat.delete", new { roomId, msgId });
        Assert.False((await person.GetAsync("chat.getMessage?msgId=" + msgId)).GetProperty("message").TryGetProperty("attachments", out _));
    }

    public static TheoryData<string> HostileTexts =>
    [
        "\u0000\u0001\u001f\uffff\u2028\u2029", "\ud83d\ude00", string.Concat(Enumerable.Repeat("> ", 2000)), string.Concat(Enumerable.Repeat("*_", 2000)),
        string.Concat(Enumerable.Repeat("> - *_", 800)) + "x", string.Concat(Enumerable.Repeat("[", 5000)), string.Concat(Enumerable.Repeat("@a #b ", 800)), "'; drop table--", "   ",
    ];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task Hostile_text_is_a_message_like_any_other(string text)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var msgId = await person.SayAsync(roomId, text);
        Assert.Equal(text.Trim(), (await person.GetAsync("channels.history?roomId=" + roomId)).GetProperty("messages")[0].GetProperty("msg").GetString());
        Assert.Equal(msgId, (await person.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("lastMessage").GetProperty("_id").GetString());
    }

    [Theory]
    [InlineData(40, HttpStatusCode.UnprocessableEntity)]
    [InlineData(60, HttpStatusCode.UnprocessableEntity)]
    [InlineData(200, HttpStatusCode.BadRequest)]
    [InlineData(20, HttpStatusCode.OK)]
    public async Task Attachments_and_custom_fields_nest_only_so_deep(int depth, HttpStatusCode expected)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var nested = string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));
        var body = $$"""{"roomId":"GENERAL","attachments":[{"x":{{nested}}}]}""";
        Assert.Equal(expected, (await person.SendAsync(HttpMethod.Post, "chat.postMessage", body)).Status);
        var channel = $$$"""{"name":"{{{Names.New("deep")}}}","customFields":{"x":{{{nested}}}}}""";
        Assert.Equal(depth == 200 ? HttpStatusCode.BadRequest : HttpStatusCode.UnprocessableEntity, (await person.SendAsync(HttpMethod.Post, "channels.create", channel)).Status);
    }

    private static async Task<JsonElement> PostAsync(ApiClient person, string text) =>
        (await person.PostAsync("chat.postMessage", new { roomId = "GENERAL", text })).GetProperty("message");
}
