using System.Net;

namespace Gantry.Tests.Workspace.Messages;

public sealed class ThreadListTests
{
    [Fact]
    public async Task Threads_are_listed_the_last_replied_to_first()
    {
        var (owner, member, roomId) = await RoomAsync();
        var (first, second) = (await owner.SayAsync(roomId, "first"), await owner.SayAsync(roomId, "second"));
        await owner.SayAsync(roomId, "no thread");
        await owner.SayAsync(roomId, "a", first);
        var only = await owner.SayAsync(roomId, "b", second);
        await member.SayAsync(roomId, "c", first);
        Assert.Equal(["first", "second"], await ThreadsAsync(owner, "rid=" + roomId));
        Assert.Equal(["second"], await ThreadsAsync(owner, $"rid={roomId}&offset=1"));
        Assert.Equal(["second"], await ThreadsAsync(owner, $"rid={roomId}&text=sec"));
        Assert.Equal(["first"], await ThreadsAsync(member, $"rid={roomId}&type=following"));
        await owner.PostAsync("chat.delete", new { roomId, msgId = only });
        Assert.Equal(["first"], await ThreadsAsync(owner, "rid=" + roomId));
        await owner.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, $"chat.getThreadsList?rid={roomId}&type=x");
    }

    [Fact]
    public async Task A_threads_replies_are_listed_oldest_first()
    {
        var (owner, _, roomId) = await RoomAsync();
        var thread = await owner.SayAsync(roomId, "thread");
        var other = await owner.SayAsync(roomId, "other");
        foreach (var text in new[] { "a", "b", "c" }) await owner.SayAsync(roomId, text, thread);
        await owner.SayAsync(roomId, "elsewhere", other);
        var answer = await owner.GetAsync($"chat.getThreadMessages?tmid={thread}&count=2");
        Assert.Equal(["a", "b"], answer.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("msg").GetString()));
        Assert.Equal(3, answer.GetProperty("total").GetInt32());
        var gone = answer.GetProperty("messages")[0].GetProperty("_id").GetString();
        await owner.PostAsync("chat.delete", new { roomId, msgId = gone });
        answer = await owner.GetAsync("chat.getThreadMessages?tmid=" + thread);
        Assert.Equal(["b", "c"], answer.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("msg").GetString()));
        Assert.Equal(2, answer.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_thread_is_followed_and_followed_no_more()
    {
        var (owner, member, roomId) = await RoomAsync();
        var mid = await owner.SayAsync(roomId, "thread");
        await member.PostAsync("chat.followMessage", new { mid });
        await member.PostAsync("chat.followMessage", new { mid });
        await owner.SayAsync(roomId, "a", mid);
        Assert.Equal(["thread"], await ThreadsAsync(member, $"rid={roomId}&type=following"));
        Assert.Equal(["thread"], await ThreadsAsync(member, $"rid={roomId}&type=unread"));
        await member.PostAsync("chat.unfollowMessage", new { mid });
        await member.PostAsync("chat.unfollowMessage", new { mid });
        Assert.Empty(await ThreadsAsync(member, $"rid={roomId}&type=following"));
        Assert.Equal(["thread"], await ThreadsAsync(owner, $"rid={roomId}&type=following"));
    }

    [Theory]
    [InlineData("GET", "chat.getThreadMessages?tmid=nothing", 404, "error-invalid-message")]
    [InlineData("GET", "chat.getThreadMessages", 400, "invalid-params")]
    [InlineData("GET", "chat.syncThreadMessages?tmid=nothing&updatedSince=2024-01-01", 404, "error-invalid-message")]
    [InlineData("GET", "chat.syncThreadsList?rid=GENERAL&updatedSince=yesterday", 400, "error-updatedSince-param-invalid")]
    [InlineData("GET", "chat.syncThreadsList?rid=GENERAL", 400, "error-updatedSince-param-invalid")]
    [InlineData("POST", "chat.followMessage", 400, "error-messageid-param-not-provided")]
    [InlineData("POST", "chat.unfollowMessage", 400, "error-messageid-param-not-provided")]
    public async Task A_bad_call_is_refused(string method, string path, int status, string errorType)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        Assert.Equal(errorType, (await person.RefusedAsync((HttpStatusCode)status, new HttpMethod(method), path, method == "POST" ? new { } : null)).ErrorType);
    }

    private static async Task<(ApiClient Owner, ApiClient Member, string RoomId)> RoomAsync()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        return (owner, member, (await owner.NewRoomAsync("channels", member)).Id);
    }

    private static async Task<IEnumerable<string?>> ThreadsAsync(ApiClient client, string query) =>
        (await client.GetAsync("chat.getThreadsList?" + query)).GetProperty("threads").EnumerateArray().Select(thread => thread.GetProperty("msg").GetString()).ToList();
}
