using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Identity;

public sealed class RoleTests
{
    public static TheoryData<string, string, HttpStatusCode, string> Refusals => new()
    {
        { "roles.create", "{}", HttpStatusCode.BadRequest, "invalid-params" },
        { "roles.create", """{"name":"admin"}""", HttpStatusCode.Conflict, "error-duplicate-role-names-not-allowed" },
        { "roles.create", """{"name":"Owner"}""", HttpStatusCode.Conflict, "error-duplicate-role-names-not-allowed" },
        { "roles.create", """{"name":"x","scope":"Rooms"}""", HttpStatusCode.UnprocessableEntity, "error-invalid-scope" },
        { "roles.update", """{"name":"x"}""", HttpStatusCode.BadRequest, "invalid-params" },
        { "roles.update", """{"roleId":"nothing","name":"x"}""", HttpStatusCode.NotFound, "error-invalid-roleId" },
        { "roles.update", """{"roleId":"admin","name":"king"}""", HttpStatusCode.UnprocessableEntity, "error-role-protected" },
        { "roles.delete", "{}", HttpStatusCode.BadRequest, "invalid-params" },
        { "roles.delete", """{"roleId":"nothing"}""", HttpStatusCode.NotFound, "error-invalid-roleId" },
        { "roles.delete", """{"roleId":"user"}""", HttpStatusCode.UnprocessableEntity, "error-role-protected" },
        { "roles.addUserToRole", """{"roleId":"bot"}""", HttpStatusCode.BadRequest, "invalid-params" },
        { "roles.addUserToRole", """{"username":"admin"}""", HttpStatusCode.BadRequest, "invalid-params" },
        { "roles.addUserToRole", """{"username":"admin","roleId":"nothing"}""", HttpStatusCode.NotFound, "error-role-not-found" },
        { "roles.addUserToRole", """{"username":"nobody","roleId":"bot"}""", HttpStatusCode.NotFound, "error-invalid-user" },
        { "roles.addUserToRole", """{"username":"admin","roleId":"admin"}""", HttpStatusCode.Conflict, "error-user-already-in-role" },
        { "roles.addUserToRole", """{"username":"admin","roleId":"owner","roomId":"GENERAL"}""", HttpStatusCode.UnprocessableEntity, "error-invalid-scope" },
        { "roles.removeUserFromRole", """{"username":"admin","roleId":"guest"}""", HttpStatusCode.UnprocessableEntity, "error-user-not-in-role" },
        { "permissions.addRole", """{"role":"user"}""", HttpStatusCode.BadRequest, "invalid-params" },
        { "permissions.addRole", """{"permissionId":"nothing","role":"user"}""", HttpStatusCode.NotFound, "error-invalid-permission" },
        { "permissions.addRole", """{"permissionId":"view-logs","role":"nothing"}""", HttpStatusCode.NotFound, "error-invalid-role" },
        { "permissions.removeRole", """{"permissionId":"access-permissions","role":"admin"}""", HttpStatusCode.UnprocessableEntity, "error-action-not-allowed" },
    };

    public static TheoryData<string> Writes => ["roles.create", "roles.update", "roles.delete", "roles.addUserToRole", "roles.removeUserFromRole", "permissions.addRole", "permissions.removeRole"];

    [Fact]
    public async Task A_role_of_ones_own_gives_its_users_what_it_may_until_it_is_taken_away()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync();
        var name = Names.New("support");
        var role = (await admin.PostAsync("roles.create", new { name, description = "Helps", mandatory2fa = false })).GetProperty("role");
        var id = role.GetProperty("_id").GetString()!;
        Assert.Equal((name, "Users", false), (role.GetProperty("name").GetString(), role.GetProperty("scope").GetString(), role.GetProperty("protected").GetBoolean()));

        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "statistics.list");
        await admin.PostAsync("permissions.addRole", new { permissionId = "view-statistics", role = id });
        await admin.PostAsync("roles.addUserToRole", new { username = user.Username, roleId = id });
        await user.GetAsync("statistics.list");
        Assert.Equal("error-role-in-use", (await admin.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "roles.delete", new { roleId = id })).ErrorType);

        var members = await admin.GetAsync("roles.getUsersInRole?role=" + id);
        Assert.Equal((user.UserId, 1), (Assert.Single(members.GetProperty("users").EnumerateArray()).GetProperty("_id").GetString(), members.GetProperty("total").GetInt32()));

        await admin.PostAsync("roles.removeUserFromRole", new { username = user.Username, roleName = name });
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "statistics.list");
        await admin.PostAsync("permissions.removeRole", new { permissionId = "view-statistics", role = id });
        await admin.PostAsync("roles.delete", new { roleId = id });
        Assert.DoesNotContain(await IdsAsync(admin, "roles.list"), listed => listed == id);
    }

    [Fact]
    public async Task A_role_is_renamed_and_clients_that_sync_are_told_what_changed_and_what_went()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        const string since = "2000-01-01T00:00:00.000Z";
        var id = (await admin.PostAsync("roles.create", new { name = Names.New("temp"), scope = "Subscriptions" })).GetProperty("role").GetProperty("_id").GetString()!;
        var name = Names.New("renamed");
        var changed = (await admin.PostAsync("roles.update", new { roleId = id, name, description = "New" })).GetProperty("role");
        Assert.Equal((name, "New", "Subscriptions"), (changed.GetProperty("name").GetString(), changed.GetProperty("description").GetString(), changed.GetProperty("scope").GetString()));
        Assert.Contains((await SyncAsync(admin, since)).GetProperty("update").EnumerateArray(), role => role.GetProperty("_id").GetString() == id);
        Assert.DoesNotContain((await SyncAsync(admin, since)).GetProperty("update").EnumerateArray(), role => role.GetProperty("_id").GetString() == "guest");
        await admin.PostAsync("roles.delete", new { roleId = id });
        Assert.Contains((await SyncAsync(admin, since)).GetProperty("remove").EnumerateArray(), role => role.GetProperty("_id").GetString() == id);
        Assert.Empty((await SyncAsync(admin, "2999-01-01")).GetProperty("update").EnumerateArray());
        await admin.PostAsync("roles.create", new { name });
    }

    [Fact]
    public async Task A_role_that_everybody_has_keeps_its_name_but_not_its_description()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        await admin.PostAsync("roles.update", new { roleId = "guest", name = "guest", description = "Visitors" });
        var guest = (await admin.GetAsync("roles.list")).GetProperty("roles").EnumerateArray().Single(role => role.GetProperty("_id").GetString() == "guest");
        Assert.Equal(("Visitors", true), (guest.GetProperty("description").GetString(), guest.GetProperty("protected").GetBoolean()));
    }

    [Fact]
    public async Task The_last_admin_stays_one()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        Assert.Equal("error-admin-required", (await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "roles.removeUserFromRole", new { username = "admin", roleId = "admin" })).ErrorType);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_cannot_be_is_refused(string path, string body, HttpStatusCode status, string expected)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        Assert.Equal(expected, (await admin.RefusedAsync(status, HttpMethod.Post, path, body)).ErrorType);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Only_who_may_access_permissions_changes_them(string path)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, path, "{}");
    }

    [Fact]
    public async Task Queries_that_name_nothing_are_refused()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        Assert.Equal("Query param \"role\" is required [error-param-not-provided]", (await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "roles.getUsersInRole")).Error);
        Assert.Equal("error-invalid-roleId", (await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "roles.getUsersInRole?role=nothing")).ErrorType);
        Assert.Equal("Match error: Missing key 'updatedSince'", (await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "roles.sync")).Error);
        await (await server.NewUserAsync()).RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "roles.getUsersInRole?role=user");
    }

    private static async Task<JsonElement> SyncAsync(ApiClient client, string since) => (await client.GetAsync("roles.sync?updatedSince=" + since)).GetProperty("roles");

    private static async Task<List<string?>> IdsAsync(ApiClient client, string path) => [.. (await client.GetAsync(path)).GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("_id").GetString())];
}
