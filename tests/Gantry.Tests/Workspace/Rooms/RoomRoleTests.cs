using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class RoomRoleTests
{
    [Theory]
    [InlineData("channels", "Owner", "an owner")]
    [InlineData("channels", "Moderator", "a moderator")]
    [InlineData("groups", "Leader", "a leader")]
    public async Task A_member_gets_a_role_and_loses_it_again(string kind, string role, string title)
    {
        var (owner, member, roomId) = await RoomAsync(kind);
        var (add, remove, code) = ($"{kind}.add{role}", $"{kind}.remove{role}", role.ToLowerInvariant());
        await owner.PostAsync(add, new { roomId, userId = member.UserId });
        Assert.Contains(code, (await RolesAsync(owner, kind, roomId))[member.Username]);
        Assert.Equal(($"User is already {title} [error-user-already-{code}]", $"error-user-already-{code}"), await owner.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, add, new { roomId, username = member.Username }));
        await owner.PostAsync(remove, new { roomId, username = member.Username });
        Assert.False((await RolesAsync(owner, kind, roomId)).ContainsKey(member.Username));
        Assert.Equal(($"User is not {title} [error-user-not-{code}]", $"error-user-not-{code}"), await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, remove, new { roomId, userId = member.UserId }));
        var told = (await owner.GetAsync($"{kind}.messages?roomId={roomId}")).GetProperty("messages").EnumerateArray().Select(message => (message.GetProperty("t").GetString(), message.GetProperty("role").GetString(), message.GetProperty("msg").GetString()));
        Assert.Equal([("subscription-role-removed", code, member.Username), ("subscription-role-added", code, member.Username)], told);
    }

    [Fact]
    public async Task A_moderator_runs_the_room_and_is_listed()
    {
        var (owner, member, roomId) = await RoomAsync();
        await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "channels.setTopic", new { roomId, topic = "mine" });
        await owner.PostAsync("channels.addModerator", new { roomId, userId = member.UserId });
        await member.PostAsync("channels.setTopic", new { roomId, topic = "mine" });
        var moderator = Assert.Single((await owner.GetAsync("channels.moderators?roomId=" + roomId)).GetProperty("moderators").EnumerateArray());
        Assert.Equal(member.Username, moderator.GetProperty("username").GetString());
        Assert.Equal("error-not-allowed", (await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "channels.addOwner", new { roomId, userId = member.UserId })).ErrorType);
        var ordered = (await owner.GetAsync("rooms.membersOrderedByRole?roomId=" + roomId)).GetProperty("members").EnumerateArray().Select(one => one.GetProperty("username").GetString());
        Assert.Equal([owner.Username, member.Username], ordered);
    }

    [Fact]
    public async Task The_last_owner_stays_owner_and_a_former_one_may_leave()
    {
        var (owner, member, roomId) = await RoomAsync();
        Assert.Equal("error-remove-last-owner", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "channels.removeOwner", new { roomId, userId = owner.UserId })).ErrorType);
        await owner.PostAsync("channels.addOwner", new { roomId, userId = member.UserId });
        await member.PostAsync("channels.removeOwner", new { roomId, userId = owner.UserId });
        await owner.PostAsync("rooms.leave", new { roomId });
    }

    [Fact]
    public async Task Only_members_have_roles()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, _, roomId) = await RoomAsync();
        var stranger = await People.NewAsync(server);
        Assert.Equal("error-user-not-in-room", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "channels.addOwner", new { roomId, userId = stranger.UserId })).ErrorType);
        await owner.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "channels.addOwner", new { roomId, userId = "nobody" });
        await owner.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "channels.addOwner", new { roomId });
    }

    [Fact]
    public async Task A_muted_member_reads_and_does_not_write()
    {
        var (owner, member, roomId) = await RoomAsync();
        await owner.PostAsync("rooms.muteUser", new { roomId, username = member.Username });
        await owner.PostAsync("rooms.muteUser", new { roomId, username = member.Username });
        Assert.Equal("You_have_been_muted", (await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.postMessage", new { roomId, text = "x" })).Error);
        await member.GetAsync("channels.history?roomId=" + roomId);
        await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "rooms.unmuteUser", new { roomId, username = member.Username });
        await owner.PostAsync("rooms.unmuteUser", new { roomId, userId = member.UserId });
        await member.SayAsync(roomId, "x");
    }

    private static async Task<Dictionary<string, IEnumerable<string?>>> RolesAsync(ApiClient client, string kind, string roomId) =>
        (await client.GetAsync($"{kind}.roles?roomId={roomId}")).GetProperty("roles").EnumerateArray()
            .ToDictionary(role => role.GetProperty("u").GetProperty("username").GetString()!, Roles);

    private static IEnumerable<string?> Roles(JsonElement role) => role.GetProperty("roles").EnumerateArray().Select(name => name.GetString()).ToList();

    private static async Task<(ApiClient Owner, ApiClient Member, string RoomId)> RoomAsync(string kind = "channels")
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        return (owner, member, (await owner.NewRoomAsync(kind, member)).Id);
    }
}
