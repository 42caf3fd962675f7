using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Messages;

public sealed class SyncTests
{
    [Fact]
    public async Task Who_catches_up_learns_what_is_new_what_changed_and_what_is_gone()
    {
        var (person, roomId) = await RoomAsync();
        var (edited, reacted, deleted, thread) = (await person.SayAsync(roomId, "a"), await person.SayAsync(roomId, "b"), await person.SayAsync(roomId, "c"), await person.SayAsync(roomId, "d"));
        await person.SayAsync(roomId, "unchanged");
        var since = await NowAsync(person, roomId);
        await person.PostAsync("chat.update", new { roomId, msgId = edited, text = "a2" });
        await person.PostAsync("chat.react", new { messageId = reacted, emoji = ":+1:" });
        await person.PostAsync("chat.delete", new { roomId, msgId = deleted });
        await person.SayAsync(roomId, "reply", thread);
        await person.SayAsync(roomId, "new");
        var result = (await person.GetAsync($"chat.syncMessages?roomId={roomId}&lastUpdate={since}")).GetProperty("result");
        Assert.Equal(["new", "reply", "d", "b", "a2"], Texts(result.GetProperty("updated")));
        var gone = Assert.Single(result.GetProperty("deleted").EnumerateArray());
        Assert.Equal(deleted, gone.GetProperty("_id").GetString());
        Assert.NotEqual(default, gone.GetProperty("_deletedAt").GetDateTimeOffset());

        var deletions = await person.GetAsync($"chat.getDeletedMessages?roomId={roomId}&since={since}");
        Assert.Equal(deleted, Assert.Single(deletions.GetProperty("messages").EnumerateArray()).GetProperty("_id").GetString());
        Assert.Equal(1, deletions.GetProperty("total").GetInt32());
        var threads = (await person.GetAsync($"chat.syncThreadsList?rid={roomId}&updatedSince={since}")).GetProperty("threads");
        Assert.Equal(["d"], Texts(threads.GetProperty("update")));
        var replies = (await person.GetAsync($"chat.syncThreadMessages?tmid={thread}&updatedSince={since}")).GetProperty("messages");
        Assert.Equal(["reply"], Texts(replies.GetProperty("update")));

        since = await NowAsync(person, roomId);
        result = (await person.GetAsync($"chat.syncMessages?roomId={roomId}&lastUpdate={since}")).GetProperty("result");
        Assert.Empty(result.GetProperty("updated").EnumerateArray());
        Assert.Empty(result.GetProperty("deleted").EnumerateArray());
    }

    [Fact]
    public async Task Who_was_away_for_too_many_changes_is_told_to_read_the_history()
    {
        await using var server = await GantryServer.StartAsync("Messages:MaxListed=10");
        var admin = await server.AdminAsync();
        for (var i = 0; i < 11; i++) await admin.SayAsync("GENERAL", "m" + i);
        Assert.Equal("error-too-many-changes", (await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Get, "chat.syncMessages?roomId=GENERAL&lastUpdate=2024-01-01T00:00:00Z")).ErrorType);
    }

    [Theory]
    [InlineData("chat.syncMessages?roomId=GENERAL", 400, "error-roomId-param-invalid")]
    [InlineData("chat.syncMessages?roomId=GENERAL&lastUpdate=soon", 400, "error-roomId-param-invalid")]
    [InlineData("chat.syncMessages?lastUpdate=2024-01-01", 400, "error-roomid-param-not-provided")]
    [InlineData("chat.syncMessages?roomId=nowhere&lastUpdate=2024-01-01", 404, "error-room-not-found")]
    [InlineData("chat.getDeletedMessages?roomId=GENERAL", 400, "error-since-param-invalid")]
    [InlineData("chat.getDeletedMessages?roomId=GENERAL&since=x", 400, "error-since-param-invalid")]
    public async Task A_bad_call_is_refused(string path, int status, string errorType)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        Assert.Equal(errorType, (await person.RefusedAsync((HttpStatusCode)status, HttpMethod.Get, path)).ErrorType);
    }

    // By the clock that stamps the rows; whatever was committed before this read is before it.
    private static async Task<string> NowAsync(ApiClient person, string roomId)
    {
        await person.GetAsync("channels.info?roomId=" + roomId);
        await Task.Delay(20);
        return Uri.EscapeDataString(TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
    }

    private static async Task<(ApiClient Person, string RoomId)> RoomAsync()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        return (person, (await person.NewRoomAsync()).Id);
    }

    private static IEnumerable<string?> Texts(JsonElement messages) => messages.EnumerateArray().Select(message => message.GetProperty("msg").GetString());
}
