using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Messages;

public sealed class HistoryTests
{
    [Fact]
    public async Task History_is_newest_first_and_bounded_by_count()
    {
        var (person, roomId, _) = await RoomWithAsync(5);
        Assert.Equal(["m4", "m3", "m2"], Texts(await person.GetAsync($"channels.history?roomId={roomId}&count=3")));
    }

    [Theory]
    [InlineData("latest={3}", "m2 m1 m0")]
    [InlineData("latest={3}&inclusive=true", "m3 m2 m1 m0")]
    [InlineData("oldest={1}", "m4 m3 m2")]
    [InlineData("oldest={1}&inclusive=true", "m4 m3 m2 m1")]
    [InlineData("latest={3}&oldest={1}", "m2")]
    [InlineData("latest={4}&oldest={0}&inclusive=true&offset=1&count=2", "m3 m2")]
    [InlineData("latest={0}", "")]
    [InlineData("latest=9999-12-31&oldest=0001-01-01", "m4 m3 m2 m1 m0")]
    public async Task History_holds_to_latest_and_oldest(string query, string expected)
    {
        var (person, roomId, times) = await RoomWithAsync(5);
        for (var i = 0; i < times.Count; i++) query = query.Replace($"{{{i}}}", times[i].ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Texts(await person.GetAsync($"channels.history?roomId={roomId}&{query}")));
    }

    [Fact]
    public async Task Pages_below_a_fixed_time_do_not_shift_while_messages_arrive()
    {
        var (person, roomId, times) = await RoomWithAsync(9);
        List<string?> seen = [];
        for (var offset = 0; offset < 9; offset += 3)
        {
            seen.AddRange(Texts(await person.GetAsync($"channels.history?roomId={roomId}&latest={times[8]}&inclusive=true&count=3&offset={offset}")));
            await person.SayAsync(roomId, "late");
        }

        Assert.Equal(Enumerable.Range(0, 9).Reverse().Select(i => "m" + i), seen);
    }

    [Fact]
    public async Task Pages_oldest_first_do_not_shift_either()
    {
        var (person, roomId, _) = await RoomWithAsync(7);
        List<string?> seen = [];
        for (var offset = 0; offset < 7; offset += 3)
        {
            seen.AddRange(Texts(await person.GetAsync($"channels.messages?roomId={roomId}&sort={{\"ts\":1}}&count=3&offset={offset}")));
            await person.SayAsync(roomId, "late");
        }

        Assert.Equal(["m0", "m1", "m2", "m3", "m4", "m5", "m6", "late", "late"], seen);
    }

    [Fact]
    public async Task Messages_are_counted_and_paged_newest_first()
    {
        var (person, roomId, _) = await RoomWithAsync(5);
        var page = await person.GetAsync($"channels.messages?roomId={roomId}&offset=1&count=2");
        Assert.Equal(["m3", "m2"], Texts(page));
        Assert.Equal((2, 1, 5), (page.GetProperty("count").GetInt32(), page.GetProperty("offset").GetInt32(), page.GetProperty("total").GetInt32()));
        Assert.Empty(Texts(await person.GetAsync($"channels.messages?roomId={roomId}&offset=2000000000")));
        Assert.Empty(Texts(await person.GetAsync($"channels.messages?roomId={roomId}&offset=2000000000&sort={{\"ts\":1}}")));
    }

    [Fact]
    public async Task Replies_are_left_out_of_a_channels_history_unless_shown_or_asked_for()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        var root = await person.SayAsync(roomId, "root");
        await person.SayAsync(roomId, "hidden", root);
        await person.PostAsync("chat.sendMessage", new { message = new { rid = roomId, msg = "shown", tmid = root, tshow = true } });
        Assert.Equal(["shown", "root"], Texts(await person.GetAsync("channels.history?roomId=" + roomId)));
        Assert.Equal(["shown", "hidden", "root"], Texts(await person.GetAsync($"channels.history?roomId={roomId}&showThreadMessages=true")));
    }

    [Theory]
    [InlineData("latest=yesterday", "invalid-params")]
    [InlineData("count=-1", "invalid-params")]
    [InlineData("inclusive=perhaps", "invalid-params")]
    public async Task Malformed_bounds_are_400(string query, string errorType)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        Assert.Equal(errorType, (await person.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "channels.history?roomId=GENERAL&" + query)).ErrorType);
    }

    /// <summary>A room with the messages m0, m1, …, no two in one millisecond.</summary>
    private static async Task<(ApiClient Person, string RoomId, List<long> Times)> RoomWithAsync(int count)
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        List<long> times = [];
        while (times.Count < count)
        {
            var answer = await person.PostAsync("chat.postMessage", new { roomId, text = "m" + times.Count });
            times.Add(answer.GetProperty("ts").GetInt64());

            // Bounds are whole milliseconds: each message gets one of its own.
            while (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() <= times[^1]) await Task.Yield();
        }

        Assert.Equal(count, times.Distinct().Count());
        return (person, roomId, times);
    }

    private static List<string?> Texts(JsonElement answer) => [.. answer.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("msg").GetString())];
}
