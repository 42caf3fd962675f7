using System.Net;
using System.Net.Http.Json;

namespace Gantry.Tests.Integrations;

public sealed class IntegrationPermissionTests
{
    [Fact]
    public async Task Without_credentials_every_endpoint_is_401()
    {
        var server = await GantryServer.SharedAsync();
        foreach (var path in new[] { "integrations.create", "integrations.update", "integrations.remove", "integrations.regenerateToken" })
        {
            using var response = await server.Http.PostAsJsonAsync("/api/v1/" + path, new { });
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Contains("\"error\":\"unauthorized\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_user_without_permission_is_403_even_with_a_bad_body()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        foreach (var path in new[] { "integrations.create", "integrations.update", "integrations.remove", "integrations.regenerateToken" })
            Assert.Equal("error-user-not-authorized", (await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, path, "not json")).ErrorType);
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "integrations.list");
    }

    [Fact]
    public async Task Who_manages_only_its_own_sees_and_changes_only_those()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = new IntegrationDriver(server, await server.AdminAsync());
        await admin.Api.PostAsync("permissions.update", new { permissions = new[] { new { _id = "manage-own-integrations", roles = new[] { "admin", "user" } } } });
        var theirs = await admin.NewHookAsync("#general");
        var owner = new IntegrationDriver(server, await server.NewUserAsync());
        var own = await owner.NewHookAsync("#general");

        Assert.Equal([own.Id], (await owner.Api.GetAsync("integrations.list")).GetProperty("integrations").EnumerateArray().Select(item => item.GetProperty("_id").GetString()));
        await owner.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = own.Id, name = "mine" });
        await owner.HistoryAsync(own);
        await owner.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Put, "integrations.update", new { integrationId = theirs.Id, name = "mine now" });
        await owner.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "integrations.remove", new { integrationId = theirs.Id });
        await owner.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "integrations.get?integrationId=" + theirs.Id);
        await owner.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "integrations.history?id=" + theirs.Id);
    }

    [Fact]
    public async Task Who_manages_only_its_own_reaches_no_private_room_that_it_is_not_in()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = new IntegrationDriver(server, await server.AdminAsync());
        await admin.Api.PostAsync("permissions.update", new { permissions = new[] { new { _id = "manage-own-incoming-integrations", roles = new[] { "user" } } } });
        var hidden = await admin.NewRoomAsync("groups");
        var owner = await server.NewUserAsync();
        var body = new { type = "webhook-incoming", name = "n", enabled = true, channel = hidden.Channel };
        Assert.Equal("error-invalid-room", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "integrations.create", body)).ErrorType);
        await owner.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "integrations.create", new { type = "webhook-outgoing", name = "n", enabled = true });
    }

    [Fact]
    public async Task A_change_holds_on_another_instance_within_the_refresh_time()
    {
        await using var first = await GantryServer.StartAsync("Storage:Prefix=twins", "Snapshot:RefreshSeconds=0");
        await using var second = await GantryServer.StartAsync("Storage:Prefix=twins", "Snapshot:RefreshSeconds=0");
        var driver = new IntegrationDriver(first, await first.AdminAsync());
        var hook = await driver.NewHookAsync("#general");
        using var response = await second.Http.PostAsJsonAsync(hook.Path, new { text = "through the other" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = hook.Id, enabled = false });
        using var refused = await second.Http.PostAsJsonAsync(hook.Path, new { text = "no more" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }
}
