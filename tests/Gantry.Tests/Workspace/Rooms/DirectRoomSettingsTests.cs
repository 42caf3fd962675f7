using System.Net;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class DirectRoomSettingsTests
{
    [Theory]
    [InlineData("im")]
    [InlineData("dm")]
    public async Task A_direct_room_is_closed_opened_named_counted_and_deleted(string prefix)
    {
        var server = await GantryServer.SharedAsync();
        var (one, other, stranger) = (await People.NewAsync(server), await People.NewAsync(server), await People.NewAsync(server));
        var roomId = (await one.PostAsync(prefix + ".create", new { username = other.Username })).GetProperty("room").GetProperty("_id").GetString()!;
        await other.SayAsync(roomId, "hi");
        Assert.Equal(1, (await one.GetAsync($"{prefix}.counters?roomId={roomId}")).GetProperty("unreads").GetInt32());
        await one.PostAsync(prefix + ".close", new { roomId });
        Assert.Equal("The direct message room, is already closed to the sender", (await one.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, prefix + ".close", new { roomId })).Error);
        await one.PostAsync(prefix + ".open", new { roomId });
        Assert.Equal("plans", (await one.PostAsync(prefix + ".setTopic", new { roomId, topic = "plans" })).GetProperty("topic").GetString());
        Assert.Equal("plans", (await other.GetAsync("rooms.info?roomId=" + roomId)).GetProperty("room").GetProperty("topic").GetString());

        foreach (var call in new[] { "open", "close", "setTopic", "delete" })
            Assert.Equal("invalid-channel", (await stranger.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"{prefix}.{call}", new { roomId, topic = "x" })).ErrorType);
        await stranger.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{prefix}.counters?roomId={roomId}");
        await one.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, prefix + ".setTopic", new { roomId });

        await one.PostAsync(prefix + ".delete", new { roomId });
        await other.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{prefix}.history?roomId={roomId}");
    }
}
