using System.Net;

namespace Gantry.Tests.Workspace.Messages;

/// <summary>Pins, stars, mentions and reports.</summary>
public sealed class MarkTests
{
    [Fact]
    public async Task A_pinned_message_is_listed_until_it_is_unpinned_and_the_room_is_told()
    {
        var (owner, _, roomId) = await RoomAsync();
        var (first, second) = (await owner.SayAsync(roomId, "first"), await owner.SayAsync(roomId, "second"));
        var announced = (await owner.PostAsync("chat.pinMessage", new { messageId = first })).GetProperty("message");
        Assert.Equal("message_pinned", announced.GetProperty("t").GetString());
        Assert.Equal("first", announced.GetProperty("attachments")[0].GetProperty("text").GetString());
        Assert.Equal(owner.Username, announced.GetProperty("attachments")[0].GetProperty("author_name").GetString());
        await owner.PostAsync("chat.pinMessage", new { messageId = second });
        Assert.Equal(first, (await owner.PostAsync("chat.pinMessage", new { messageId = first })).GetProperty("message").GetProperty("_id").GetString());
        Assert.Equal(4, (await owner.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("msgs").GetInt32());

        Assert.Equal(["second", "first"], await TextsAsync(owner, "chat.getPinnedMessages?roomId=" + roomId));
        Assert.Equal(["first"], await TextsAsync(owner, $"chat.getPinnedMessages?roomId={roomId}&offset=1&count=1"));
        var listed = (await owner.GetAsync("chat.getPinnedMessages?roomId=" + roomId)).GetProperty("messages")[1];
        Assert.True(listed.GetProperty("pinned").GetBoolean());
        Assert.Equal(owner.Username, listed.GetProperty("pinnedBy").GetProperty("username").GetString());

        await owner.PostAsync("chat.unPinMessage", new { messageId = first });
        Assert.Equal(["second"], await TextsAsync(owner, "chat.getPinnedMessages?roomId=" + roomId));
        await owner.PostAsync("chat.delete", new { roomId, msgId = second });
        Assert.Empty(await TextsAsync(owner, "chat.getPinnedMessages?roomId=" + roomId));
        await owner.PostAsync("chat.unPinMessage", new { messageId = first });
    }

    [Fact]
    public async Task Only_who_runs_the_room_pins()
    {
        var (owner, member, roomId) = await RoomAsync();
        var messageId = await owner.SayAsync(roomId, "x");
        foreach (var call in new[] { "chat.pinMessage", "chat.unPinMessage" })
        {
            var (error, errorType) = await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, call, new { messageId });
            Assert.Equal(("Not Authorized [not-authorized]", "not-authorized"), (error, errorType));
        }
    }

    [Fact]
    public async Task Where_pinning_and_starring_are_switched_off_they_are_refused()
    {
        await using var server = await GantryServer.StartAsync("Messages:AllowPinning=false", "Messages:AllowStarring=false");
        var admin = await server.AdminAsync();
        var messageId = await admin.SayAsync("GENERAL", "x");
        foreach (var call in new[] { "chat.pinMessage", "chat.starMessage", "chat.unStarMessage" })
            Assert.Equal("error-action-not-allowed", (await admin.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, call, new { messageId })).ErrorType);
    }

    [Fact]
    public async Task A_star_is_seen_by_who_set_it_alone()
    {
        var (owner, member, roomId) = await RoomAsync();
        var messageId = await owner.SayAsync(roomId, "shiny");
        await owner.SayAsync(roomId, "dull");
        await member.PostAsync("chat.starMessage", new { messageId });
        await member.PostAsync("chat.starMessage", new { messageId });
        Assert.Equal(["shiny"], await TextsAsync(member, "chat.getStarredMessages?roomId=" + roomId));
        var starred = (await member.GetAsync("chat.getStarredMessages?roomId=" + roomId)).GetProperty("messages")[0].GetProperty("starred");
        Assert.Equal(member.UserId, starred[0].GetProperty("_id").GetString());
        Assert.Empty(await TextsAsync(owner, "chat.getStarredMessages?roomId=" + roomId));
        await member.PostAsync("chat.unStarMessage", new { messageId });
        await member.PostAsync("chat.unStarMessage", new { messageId });
        Assert.Empty(await TextsAsync(member, "chat.getStarredMessages?roomId=" + roomId));
    }

    [Fact]
    public async Task What_mentions_the_caller_is_listed_as_long_as_it_does()
    {
        var (owner, member, roomId) = await RoomAsync();
        var msgId = await owner.SayAsync(roomId, $"hi @{member.Username}");
        await owner.SayAsync(roomId, "hi @all");
        var later = await owner.SayAsync(roomId, "hello");
        await owner.SayAsync(roomId, $"you too @{member.Username}", msgId);
        Assert.Equal([$"you too @{member.Username}", $"hi @{member.Username}"], await TextsAsync(member, "chat.getMentionedMessages?roomId=" + roomId));
        await owner.PostAsync("chat.update", new { roomId, msgId, text = "hi all" });
        await owner.PostAsync("chat.update", new { roomId, msgId = later, text = $"hello @{member.Username}" });
        Assert.Equal([$"you too @{member.Username}", $"hello @{member.Username}"], await TextsAsync(member, "chat.getMentionedMessages?roomId=" + roomId));
        Assert.Equal(2, (await member.GetAsync("channels.getAllUserMentionsByChannel?roomId=" + roomId)).GetProperty("mentions").GetArrayLength());
        Assert.Empty(await TextsAsync(owner, "chat.getMentionedMessages?roomId=" + roomId));
    }

    [Fact]
    public async Task A_message_is_reported_with_a_reason()
    {
        var (owner, member, roomId) = await RoomAsync();
        var messageId = await owner.SayAsync(roomId, "bad");
        await member.PostAsync("chat.reportMessage", new { messageId, description = "rude" });
        await member.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "chat.reportMessage", new { messageId });
        await member.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "chat.reportMessage", new { messageId = "x", description = "rude" });
        await member.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "chat.reportMessage", new { messageId, description = new string('x', 1001) });
    }

    [Theory]
    [InlineData("chat.getPinnedMessages")]
    [InlineData("chat.getStarredMessages")]
    [InlineData("chat.getMentionedMessages")]
    [InlineData("chat.getThreadsList")]
    public async Task A_list_is_of_a_room_that_the_caller_may_read(string call)
    {
        var server = await GantryServer.SharedAsync();
        var (owner, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await owner.NewRoomAsync("groups");
        Assert.Equal("error-room-not-found", (await other.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{call}?roomId={roomId}")).ErrorType);
        Assert.Equal("error-roomid-param-not-provided", (await other.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, call)).ErrorType);
        await owner.GetAsync($"{call}?rid={roomId}");
    }

    [Theory]
    [InlineData("chat.pinMessage")]
    [InlineData("chat.unPinMessage")]
    [InlineData("chat.starMessage")]
    [InlineData("chat.unStarMessage")]
    public async Task A_mark_needs_a_message_that_is_there(string call)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        Assert.Equal("error-messageid-param-not-provided", (await person.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, call, new { })).ErrorType);
        Assert.Equal("error-message-not-found", (await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, call, new { messageId = "x" })).ErrorType);
    }

    private static async Task<(ApiClient Owner, ApiClient Member, string RoomId)> RoomAsync()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        return (owner, member, (await owner.NewRoomAsync("channels", member)).Id);
    }

    private static async Task<IReadOnlyList<string?>> TextsAsync(ApiClient client, string path)
    {
        var answer = await client.GetAsync(path);
        var texts = answer.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("msg").GetString()).ToList();
        Assert.Equal(texts.Count, answer.GetProperty("count").GetInt32());
        if (!path.Contains("count=", StringComparison.Ordinal)) Assert.Equal(texts.Count, answer.GetProperty("total").GetInt32());
        return texts;
    }
}
