using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Administration;

public sealed class StatisticsTests
{
    [Fact]
    public async Task The_counts_are_those_of_the_workspace_and_are_kept_until_a_new_count_is_asked_for()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        var before = await admin.GetAsync("statistics");
        Assert.Equal((1, 1, 0, 0, 0, 1), Counts(before));

        var user = await server.NewUserAsync();
        await user.PostAsync("users.setStatus", new { status = "online" });
        await admin.PostAsync("users.setActiveStatus", new { userId = (await server.NewUserAsync()).UserId, activeStatus = false });
        var group = (await admin.PostAsync("groups.create", new { name = "private" })).GetProperty("group").GetProperty("_id").GetString();
        await admin.PostAsync("im.create", new { username = user.Username });
        foreach (var roomId in (string?[])["GENERAL", group]) await admin.PostAsync("chat.postMessage", new { roomId, text = "hello" });

        Assert.Equal(before.GetProperty("_id").GetString(), (await admin.GetAsync("statistics?refresh=false")).GetProperty("_id").GetString());
        var after = await admin.GetAsync("statistics?refresh=true");
        Assert.Equal((3, 2, 1, 1, 1, 3), Counts(after));
        Assert.Equal((1, 1), (after.GetProperty("onlineUsers").GetInt32(), after.GetProperty("totalConnectedUsers").GetInt32()));
        Assert.Equal(1, after.GetProperty("totalPrivateGroupMessages").GetInt32());
        Assert.True(after.GetProperty("totalMessages").GetInt32() >= 2);
        Assert.Equal(after.GetProperty("_id").GetString(), (await admin.GetAsync("statistics")).GetProperty("_id").GetString());

        var list = await admin.GetAsync("statistics.list");
        Assert.InRange(list.GetProperty("total").GetInt32(), 1, 2);
        Assert.Equal(after.GetProperty("_id").GetString(), list.GetProperty("statistics")[0].GetProperty("_id").GetString());
        Assert.Equal(0, (await admin.GetAsync("statistics.list?offset=5")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Only_who_may_view_them_does()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "statistics");
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "statistics.list");
        var admin = await server.AdminAsync();
        await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "statistics?refresh=perhaps");
        await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "statistics.list?sort=x");
    }

    private static (int Users, int Active, int NonActive, int Groups, int Direct, int Rooms) Counts(JsonElement counts)
    {
        int Of(string name) => counts.GetProperty(name).GetInt32();
        return (Of("totalUsers"), Of("activeUsers"), Of("nonActiveUsers"), Of("totalPrivateGroups"), Of("totalDirect"), Of("totalRooms"));
    }
}
