using System.Net;

namespace Gantry.Tests.Workspace.Messages;

public sealed class HistoryCleaningTests
{
    private static readonly object Always = new { latest = "2100-01-01T00:00:00Z", oldest = "2000-01-01T00:00:00Z" };

    [Fact]
    public async Task A_rooms_history_is_cleaned_of_what_the_call_names()
    {
        var server = await GantryServer.SharedAsync();
        var (admin, member) = (await server.AdminAsync(), await People.NewAsync(server));
        var (roomId, _) = await admin.NewRoomAsync("channels", member);
        var thread = await admin.SayAsync(roomId, "thread");
        for (var i = 0; i < 3; i++) await member.SayAsync(roomId, "reply", thread);
        var pinned = await admin.SayAsync(roomId, "pinned");
        await admin.PostAsync("chat.pinMessage", new { messageId = pinned });
        await member.SayAsync(roomId, "member's");
        Assert.Equal(1, await CleanAsync(admin, roomId, new { users = new[] { member.Username }, ignoreThreads = true }));
        Assert.Equal(1, await CleanAsync(admin, roomId, new { limit = 1 }));
        Assert.Equal(4, await CleanAsync(admin, roomId, new { excludePinned = true }));
        Assert.Equal(1, (await admin.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("msgs").GetInt32());
        Assert.Equal(0, await CleanAsync(admin, roomId, new { filesOnly = true }));
        Assert.Equal(1, await CleanAsync(admin, roomId, new { inclusive = true }));
        Assert.Equal(0, (await admin.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel").GetProperty("msgs").GetInt32());
    }

    [Fact]
    public async Task Only_who_may_cleans_and_says_of_when()
    {
        var server = await GantryServer.SharedAsync();
        var owner = await People.NewAsync(server);
        var (roomId, _) = await owner.NewRoomAsync();
        Assert.Equal("error-not-allowed", (await owner.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "rooms.cleanHistory", new { roomId, latest = "2100-01-01T00:00:00Z", oldest = "2000-01-01T00:00:00Z" })).ErrorType);
        var admin = await server.AdminAsync();
        await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "rooms.cleanHistory", new { roomId, latest = "2100-01-01T00:00:00Z" });
        await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "rooms.cleanHistory", Always);
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "rooms.cleanHistory", new { roomId = "nowhere", latest = "2100-01-01T00:00:00Z", oldest = "2000-01-01T00:00:00Z" });
    }

    private static async Task<int> CleanAsync(ApiClient client, string roomId, object more)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        (body["roomId"], body["latest"], body["oldest"]) = (roomId, "2100-01-01T00:00:00Z", "2000-01-01T00:00:00Z");
        return (await client.PostAsync("rooms.cleanHistory", body)).GetProperty("count").GetInt32();
    }
}
