using System.Net;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class MembershipTests
{
    [Fact]
    public async Task Joining_and_leaving_are_seen_at_once()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await owner.NewRoomAsync();
        Assert.Equal(2, (await other.PostAsync("channels.join", new { roomId })).GetProperty("channel").GetProperty("usersCount").GetInt32());
        Assert.Equal(1, (await other.GetAsync("channels.list.joined")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await other.PostAsync("channels.leave", new { roomId })).GetProperty("channel").GetProperty("usersCount").GetInt32());
        Assert.Equal(0, (await other.GetAsync("channels.list.joined")).GetProperty("total").GetInt32());
        var types = (await owner.GetAsync("channels.messages?roomId=" + roomId)).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("t").GetString());
        Assert.Equal(["ul", "uj"], types);
    }

    [Fact]
    public async Task Who_is_kicked_from_a_group_does_not_see_it_any_more()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await owner.NewRoomAsync("groups");
        await owner.PostAsync("groups.invite", new { roomId, userId = other.UserId });
        await other.SayAsync(roomId, "hello");
        await owner.PostAsync("groups.kick", new { roomId, username = other.Username });
        await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.postMessage", new { roomId, text = "still here" });
        await other.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "groups.info?roomId=" + roomId);
        Assert.Equal("error-user-not-in-room", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "groups.kick", new { roomId, username = other.Username })).ErrorType);
    }

    [Fact]
    public async Task Several_are_invited_in_one_call_and_listed_by_name()
    {
        var server = await GantryServer.SharedAsync();
        var owner = await People.NewAsync(server);
        var others = new[] { await People.NewAsync(server), await People.NewAsync(server), await People.NewAsync(server) };
        var (roomId, _) = await owner.NewRoomAsync();
        await owner.PostAsync("channels.invite", new { roomId, usernames = others.Select(other => other.Username) });
        var members = await owner.GetAsync($"channels.members?roomId={roomId}&count=3&offset=1");
        var expected = others.Append(owner).Select(person => person.Username).Order(StringComparer.OrdinalIgnoreCase).Skip(1);
        Assert.Equal(expected, members.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("username").GetString()));
        Assert.Equal(4, members.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("channels.invite", "error-not-allowed")]
    [InlineData("channels.kick", "error-not-allowed")]
    [InlineData("channels.addAll", "error-user-not-authorized")]
    [InlineData("channels.archive", "error-not-authorized")]
    [InlineData("channels.delete", "error-not-allowed")]
    [InlineData("channels.rename", "error-action-not-allowed")]
    public async Task A_plain_member_may_not_run_the_room(string call, string errorType)
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await owner.NewRoomAsync("channels", member);
        Assert.Equal(errorType, (await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, call, new { roomId, username = owner.Username, name = "x" })).ErrorType);
    }

    [Fact]
    public async Task The_last_owner_cannot_leave()
    {
        var owner = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await owner.NewRoomAsync();
        Assert.Equal("error-you-are-last-owner", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "channels.leave", new { roomId })).ErrorType);
    }

    [Fact]
    public async Task All_active_users_can_be_added()
    {
        await using var server = await GantryServer.StartAsync();
        var (admin, active) = (await server.AdminAsync(), await People.NewAsync(server));
        var (roomId, _) = await admin.NewRoomAsync();
        await admin.PostAsync("channels.addAll", new { roomId, activeUsersOnly = true });
        var members = (await admin.GetAsync("channels.members?roomId=" + roomId)).GetProperty("members").EnumerateArray().Select(member => member.GetProperty("_id").GetString());
        Assert.Equal(new[] { admin.UserId, active.UserId, "rocket.cat" }.Order(), members.Order());
    }

    [Theory]
    [InlineData("""{"roomId":"ROOM"}""", 400)]
    [InlineData("""{"roomId":"ROOM","username":"nobody-there"}""", 404)]
    [InlineData("""{"roomId":"ROOM","userIds":[{}]}""", 400)]
    [InlineData("""{"roomId":"ROOM","userId":"../x"}""", 404)]
    public async Task A_bad_invitation_is_refused(string body, int status)
    {
        var owner = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await owner.NewRoomAsync();
        await owner.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "channels.invite", body.Replace("ROOM", roomId));
    }
}
