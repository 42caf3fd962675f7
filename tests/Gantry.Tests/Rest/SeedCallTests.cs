using System.Net;
using System.Text.Json;
using Gantry.Tests.Workspace;
using Gantry.Tests.Workspace.Uploads;

namespace Gantry.Tests.Rest;

/// <summary>The calls of seed 002, with the parameters, spellings and methods that it shows and no others.</summary>
public sealed class SeedCallTests
{
    [Fact]
    public async Task Users_are_made_listed_found_changed_given_a_password_and_deleted()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var name = Names.New("seeduser");
        var userId = Id(await admin.PostAsync("users.create", new { name = "User Name", email = name + "@example.com", password = "password", username = name }), "user");
        Assert.True((await admin.GetAsync("users.list?count=100&offset=0")).GetProperty("total").GetInt32() > 1);
        Assert.Equal(userId, Id(await admin.GetAsync("users.info?username=" + name), "user"));
        await admin.PostAsync("users.update", new { userId, data = new { name = "New Name", email = "new-" + name + "@example.com" } });
        await admin.PostAsync("users.resetPassword", new { userId, password = "new_password" });
        var user = await ApiClient.LoginAsync(server, name, "new_password");
        Assert.NotEmpty((await user.PostAsync("users.generatePersonalAccessToken", new { tokenName = "bot-token" })).GetProperty("token").GetString()!);
        Assert.Equal("New Name", (await user.GetAsync("me")).GetProperty("name").GetString());
        await admin.PostAsync("users.delete", new { userId });
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "users.info?username=" + name);

        var (status, report) = await admin.PostFormAsync(server, "users.bulkCreate", Files.Form("users.csv", Files.Text($"username,name,email,password\n{name},{name},{name}@example.com,password\n"), "text/csv", ("csv", null)));
        Assert.True(status == HttpStatusCode.OK && report.GetProperty("created").GetInt32() == 1, report.ToString());
    }

    [Fact]
    public async Task Channels_are_made_listed_found_joined_left_filled_and_archived()
    {
        await using var server = await GantryServer.StartAsync();
        var (admin, person, other) = (await server.AdminAsync(), await People.NewAsync(server), await People.NewAsync(server));
        var name = Names.New("channel-name");
        var roomId = Id(await person.PostAsync("channels.create", new { name, topic = "Channel topic", members = new[] { other.Username } }), "channel");
        Assert.True((await person.GetAsync("channels.list?count=100&offset=0")).GetProperty("total").GetInt32() > 0);
        var channel = (await person.GetAsync("channels.info?roomName=" + name)).GetProperty("channel");
        Assert.Equal((roomId, "Channel topic", 2), (channel.GetProperty("_id").GetString(), channel.GetProperty("topic").GetString(), channel.GetProperty("usersCount").GetInt32()));
        await other.PostAsync("channels.leave", new { roomId });
        await other.PostAsync("channels.join", new { roomId });
        await admin.PostAsync("channels.join", new { roomId });
        await admin.PostAsync("channels.addAll", new { roomId, activeUsersOnly = true });
        await person.PostAsync("channels.archive", new { roomId });
    }

    [Fact]
    public async Task Messages_are_sent_changed_searched_reacted_to_uploaded_read_and_deleted()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (roomId, _) = await person.NewRoomAsync();
        var msgId = Id(await person.PostAsync("chat.postMessage", new { roomId, text = "Hello world" }), "message");
        await person.PostAsync("chat.update", new { roomId, msgId, text = "Updated text" });
        Assert.Equal([msgId], (await person.GetAsync($"chat.search?roomId={roomId}&searchText=Updated")).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("_id").GetString()));
        await person.PostAsync("chat.react", new { messageId = msgId, emoji = ":+1:" });
        await person.PostAsync("chat.removeReaction", new { messageId = msgId, emoji = ":+1:" });
        var (status, uploaded) = await person.PostFormAsync(server, "rooms.upload", Files.Form("a.txt", Files.Text("a"), "text/plain", ("file", null), ("roomId", roomId), ("description", "File description")));
        Assert.True(status == HttpStatusCode.OK, uploaded.ToString());
        Assert.Equal(2, (await person.GetAsync($"channels.history?roomId={roomId}&count=50")).GetProperty("messages").EnumerateArray().Count(message => !message.TryGetProperty("t", out _)));
        await person.PostAsync("chat.delete", new { roomId, msgId });
        await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "chat.getMessage?msgId=" + msgId);
    }

    [Fact]
    public async Task Integrations_are_made_with_few_fields_listed_changed_by_POST_and_removed_by_their_id()
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        foreach (var body in new object[]
        {
            new { type = "webhook-incoming", name = "Integration Name", enabled = true },
            new { type = "webhook-outgoing", name = "Webhook Name", enabled = true, @event = "message", urls = new[] { "https://external-system.com/webhook" }, triggerWords = new[] { "keyword" } },
        })
        {
            var id = Id(await admin.PostAsync("integrations.create", body), "integration");
            Assert.Contains(id, (await admin.GetAsync("integrations.list?count=100&sort={\"_createdAt\":-1}")).GetProperty("integrations").EnumerateArray().Select(integration => integration.GetProperty("_id").GetString()));
            Assert.Equal("Updated Name", (await admin.PostAsync("integrations.update", new { id, name = "Updated Name", enabled = true })).GetProperty("integration").GetProperty("name").GetString());
            await admin.PostAsync("integrations.remove", new { id });
        }
    }

    [Fact]
    public async Task The_workspace_tells_its_version_and_its_counts()
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        Assert.NotEmpty((await admin.GetAsync("info")).GetProperty("info").GetProperty("version").GetString()!);
        var statistics = await admin.GetAsync("statistics");
        Assert.All(["totalRooms", "totalUsers", "totalChannels", "totalMessages", "totalConnectedUsers"], name => Assert.Equal(JsonValueKind.Number, statistics.GetProperty(name).ValueKind));
    }

    private static string Id(JsonElement answer, string name) => answer.GetProperty(name).GetProperty("_id").GetString()!;
}
