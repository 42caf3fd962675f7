using System.Net;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class RoomSettingsTests
{
    [Fact]
    public async Task A_channel_becomes_private_and_public_again()
    {
        var (owner, other, roomId) = await RoomAsync();
        Assert.Equal("p", (await owner.PostAsync("channels.setType", new { roomId, type = "p" })).GetProperty("channel").GetProperty("t").GetString());
        await other.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "rooms.info?roomId=" + roomId);
        await owner.GetAsync("groups.info?roomId=" + roomId);
        Assert.Equal("The private group type is the same as what it would be changed to.", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "groups.setType", new { roomId, type = "p" })).Error);
        await owner.PostAsync("groups.setType", new { roomId, type = "c" });
        await other.GetAsync("rooms.info?roomId=" + roomId);
    }

    [Theory]
    [InlineData("setType", """{"roomId":"ROOM"}""", 400, "The bodyParam \"type\" is required")]
    [InlineData("setType", """{"roomId":"ROOM","type":"x"}""", 400, null)]
    [InlineData("setType", """{"roomId":"ROOM","type":"c"}""", 422, "The channel type is the same as what it would be changed to.")]
    [InlineData("setDefault", """{"roomId":"ROOM"}""", 400, "The bodyParam \"default\" is required")]
    [InlineData("setDefault", """{"roomId":"ROOM","default":true}""", 403, "Editing room is not allowed [error-action-not-allowed]")]
    [InlineData("setCustomFields", """{"roomId":"ROOM"}""", 400, "The bodyParam \"customFields\" is required with a type like object.")]
    [InlineData("setCustomFields", """{"roomId":"ROOM","customFields":[1]}""", 400, "The bodyParam \"customFields\" is required with a type like object.")]
    [InlineData("setJoinCode", """{"roomId":"ROOM"}""", 400, "The bodyParam \"joinCode\" is required")]
    public async Task A_bad_setting_is_refused(string verb, string body, int status, string? error)
    {
        var (owner, other, roomId) = await RoomAsync();
        var refused = await owner.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "channels." + verb, body.Replace("ROOM", roomId));
        if (error is not null) Assert.Equal(error, refused.Error);
        Assert.Equal("error-action-not-allowed", (await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "channels." + verb, body.Replace("ROOM", roomId))).ErrorType);
    }

    [Fact]
    public async Task A_default_channel_is_open_to_all_and_stays_public()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var (roomId, _) = await admin.NewRoomAsync();
        Assert.True((await admin.PostAsync("channels.setDefault", new { roomId, @default = true })).GetProperty("channel").GetProperty("default").GetBoolean());
        Assert.Equal("The channel default setting is the same as what it would be changed to.", (await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "channels.setDefault", new { roomId, @default = true })).Error);
        Assert.Equal("error-action-not-allowed", (await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "channels.setType", new { roomId, type = "p" })).ErrorType);
        await admin.PostAsync("channels.setDefault", new { roomId, @default = false });
    }

    [Fact]
    public async Task Custom_fields_are_kept()
    {
        var (owner, _, roomId) = await RoomAsync();
        var changed = await owner.PostAsync("channels.setCustomFields", new { roomId, customFields = new { team = "blue" } });
        Assert.Equal("blue", changed.GetProperty("channel").GetProperty("customFields").GetProperty("team").GetString());
    }

    [Fact]
    public async Task Who_joins_a_channel_with_a_code_has_to_say_it()
    {
        var (owner, other, roomId) = await RoomAsync();
        var changed = (await owner.PostAsync("channels.setJoinCode", new { roomId, joinCode = "sesame" })).GetProperty("channel");
        Assert.True(changed.GetProperty("joinCodeRequired").GetBoolean());
        Assert.False(changed.TryGetProperty("joinCode", out _));
        await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.postMessage", new { roomId, text = "x" });
        Assert.Equal("error-code-required", (await other.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "channels.join", new { roomId })).ErrorType);
        Assert.Equal("error-code-invalid", (await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "channels.join", new { roomId, joinCode = "simsalabim" })).ErrorType);
        Assert.Equal(roomId, (await other.PostAsync("rooms.join", new { roomId, joinCode = "sesame" })).GetProperty("room").GetProperty("_id").GetString());
        await other.PostAsync("channels.join", new { roomId });
        await owner.PostAsync("channels.setJoinCode", new { roomId, joinCode = "" });
        await (await People.NewAsync(await GantryServer.SharedAsync())).PostAsync("channels.join", new { roomId });
    }

    [Fact]
    public async Task What_channels_and_groups_do_rooms_do_whatever_their_type()
    {
        var (owner, member, channel) = await RoomAsync();
        var (group, _) = await owner.NewRoomAsync("groups", member);
        foreach (var roomId in new[] { channel, group })
        {
            await owner.PostAsync("rooms.changeArchivationState", new { rid = roomId, action = "archive" });
            Assert.True((await owner.GetAsync("rooms.info?roomId=" + roomId)).GetProperty("room").GetProperty("archived").GetBoolean());
            await owner.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "rooms.changeArchivationState", new { rid = roomId, action = "burn" });
            await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "rooms.delete", new { roomId });
            await owner.PostAsync("rooms.delete", new { roomId });
            await owner.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "rooms.info?roomId=" + roomId);
        }

        Assert.Equal("The 'roomId' param is required", (await owner.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "rooms.delete", new { })).Error);
        var direct = (await owner.PostAsync("im.create", new { username = member.Username })).GetProperty("room").GetProperty("_id").GetString();
        Assert.Equal("error-action-not-allowed", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "rooms.leave", new { roomId = direct })).ErrorType);
    }

    private static async Task<(ApiClient Owner, ApiClient Other, string RoomId)> RoomAsync()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, other) = (await People.NewAsync(server), await People.NewAsync(server));
        return (owner, other, (await owner.NewRoomAsync()).Id);
    }
}
