using System.Net;

namespace Gantry.Tests.Workspace.Messages;

public sealed class SearchTests
{
    [Theory]
    [InlineData("deploy", new[] { "the deploy FAILED again", "Deploy done" })]
    [InlineData("deploy failed", new[] { "the deploy FAILED again" })]
    [InlineData("\"deploy done\"", new[] { "Deploy done" })]
    [InlineData("again deploy", new[] { "the deploy FAILED again" })]
    [InlineData("/^deploy/i", new[] { "Deploy done" })]
    [InlineData("/deploy (?:done|FAILED)/", new[] { "the deploy FAILED again" })]
    [InlineData("/e{2}/", new[] { "see https://example.org" })]
    [InlineData("from:me deploy", new[] { "Deploy done" })]
    [InlineData("from:me order:asc", new[] { "Deploy done", "see https://example.org" })]
    [InlineData("has:url", new[] { "see https://example.org" })]
    [InlineData("is:pinned", new[] { "the deploy FAILED again" })]
    [InlineData("has:star", new[] { "Deploy done" })]
    [InlineData("after:1/1/2020 deploy", new[] { "the deploy FAILED again", "Deploy done" })]
    [InlineData("before:2020-01-01 deploy", new string[0])]
    [InlineData("nothing-like-it", new string[0])]
    public async Task A_room_is_searched_for_words_and_by_operators(string searchText, string[] found)
    {
        var (me, roomId) = await Room.Value;
        var answer = await me.GetAsync($"chat.search?roomId={roomId}&searchText={Uri.EscapeDataString(searchText)}");
        Assert.Equal(found, answer.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("msg").GetString()));
    }

    [Fact]
    public async Task Results_come_in_pages()
    {
        var (me, roomId) = await Room.Value;
        var answer = await me.GetAsync($"chat.search?roomId={roomId}&searchText=deploy&count=1&offset=1");
        Assert.Equal("Deploy done", Assert.Single(answer.GetProperty("messages").EnumerateArray()).GetProperty("msg").GetString());
    }

    [Theory]
    [InlineData("roomId=ROOM", 400, "error-searchText-param-not-provided")]
    [InlineData("searchText=x", 400, "error-roomId-param-not-provided")]
    [InlineData("roomId=nowhere&searchText=x", 404, "error-room-not-found")]
    [InlineData("roomId=ROOM&searchText=/(/", 422, "error-invalid-regex")]
    [InlineData("roomId=ROOM&searchText=/(?=x)/", 422, "error-invalid-regex")]
    [InlineData("roomId=ROOM&searchText=/(a)%5C1/", 422, "error-invalid-regex")]
    [InlineData("roomId=ROOM&searchText=/((a{999}){999}){999}/", 422, "error-invalid-regex")]
    [InlineData("roomId=ROOM&searchText=before:soon", 422, "error-invalid-date")]
    [InlineData("roomId=ROOM&searchText=has:wings", 422, "error-invalid-search")]
    public async Task A_bad_search_is_refused(string query, int status, string errorType)
    {
        var (me, roomId) = await Room.Value;
        Assert.Equal(errorType, (await me.RefusedAsync((HttpStatusCode)status, HttpMethod.Get, "chat.search?" + query.Replace("ROOM", roomId))).ErrorType);
    }

    [Fact]
    public async Task A_search_looks_at_so_many_messages_and_no_more()
    {
        await using var server = await GantryServer.StartAsync("Messages:MaxSearched=10");
        var admin = await server.AdminAsync();
        await admin.SayAsync("GENERAL", "needle");
        for (var i = 0; i < 9; i++) await admin.SayAsync("GENERAL", "hay");
        Assert.Equal(1, (await admin.GetAsync("chat.search?roomId=GENERAL&searchText=needle")).GetProperty("messages").GetArrayLength());
        await admin.SayAsync("GENERAL", "hay");
        Assert.Equal(0, (await admin.GetAsync("chat.search?roomId=GENERAL&searchText=needle")).GetProperty("messages").GetArrayLength());
    }

    private static readonly Lazy<Task<(ApiClient Me, string RoomId)>> Room = new(async () =>
    {
        var server = await GantryServer.SharedAsync();
        var (other, me) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await other.NewRoomAsync("channels", me);
        var done = await me.SayAsync(roomId, "Deploy done");
        var failed = await other.SayAsync(roomId, "the deploy FAILED again");
        await me.SayAsync(roomId, "see https://example.org");
        await other.PostAsync("chat.pinMessage", new { messageId = failed });
        await me.PostAsync("chat.starMessage", new { messageId = done });
        await other.PostAsync("chat.starMessage", new { messageId = failed });
        return (me, roomId);
    });
}
