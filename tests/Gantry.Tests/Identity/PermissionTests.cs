using System.Diagnostics;
using System.Net;
using Gantry.Functions.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Identity;

public sealed class PermissionTests
{
    private const string Update = "permissions.update";

    public static TheoryData<string, HttpStatusCode, string> RefusedBodies => new()
    {
        { "", HttpStatusCode.BadRequest, "error-invalid-body-params" },
        { "{}", HttpStatusCode.BadRequest, "error-invalid-body-params" },
        { """{"permissions":[]}""", HttpStatusCode.BadRequest, "error-invalid-body-params" },
        { """{"permissions":["x"]}""", HttpStatusCode.BadRequest, "error-invalid-body-params" },
        { """{"permissions":{}}""", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"permissions":[{"roles":["admin"]}]}""", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"permissions":[{"_id":"view-logs"}]}""", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"permissions":[{"_id":"view-logs","roles":[{}]}]}""", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"permissions":[{"_id":"../x","roles":["admin"]}]}""", HttpStatusCode.UnprocessableEntity, "error-invalid-permission" },
        { """{"permissions":[{"_id":"view-logs","roles":["nope"]}]}""", HttpStatusCode.UnprocessableEntity, "error-invalid-role" },
        { """{"permissions":[{"_id":"access-permissions","roles":["user"]}]}""", HttpStatusCode.UnprocessableEntity, "error-action-not-allowed" },
    };

    [Theory]
    [InlineData("manage-integrations", new[] { "manage-incoming-integrations", "manage-outgoing-integrations", "manage-own-incoming-integrations", "manage-own-outgoing-integrations" })]
    [InlineData("manage-own-integrations", new[] { "manage-own-incoming-integrations", "manage-own-outgoing-integrations" })]
    public async Task The_permission_of_one_seed_stands_for_those_of_the_others(string granted, string[] expected)
    {
        await using var server = await GantryServer.StartAsync();
        await GrantAsync(await server.AdminAsync(), granted, "admin", "guest");
        var table = await server.Services.GetRequiredService<Permissions>().GetAsync(CancellationToken.None);
        var integrations = PermissionDefaults.Roles.Keys.Where(id => id.EndsWith("integrations", StringComparison.Ordinal) && id != granted);
        Assert.Equal(expected.Order(), integrations.Where(id => table.Has(["guest"], id)).Order());
        Assert.DoesNotContain(integrations, id => table.Has(["user"], id));
    }

    [Fact]
    public async Task A_change_holds_at_once_here_and_soon_on_every_other_server()
    {
        var prefix = $"Storage:Prefix=shared{Environment.ProcessId}";
        await using var here = await GantryServer.StartAsync(prefix, "Snapshot:RefreshSeconds=0.2");
        await using var there = await GantryServer.StartAsync(prefix, "Snapshot:RefreshSeconds=0.2");
        var user = await here.NewUserAsync();
        var userThere = await ApiClient.LoginAsync(there, user.Username, "user-pass-1");
        await userThere.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "users.delete", "{}");

        await GrantAsync(await here.AdminAsync(), "delete-user", "admin", "user");
        await user.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "users.delete", "{}");
        var waited = Stopwatch.StartNew();
        while ((await userThere.SendAsync(HttpMethod.Post, "users.delete", "{}")).Status == HttpStatusCode.Forbidden)
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), "The other server never saw the change.");
    }

    [Fact]
    public async Task The_answer_and_the_list_have_all_permissions_as_they_are_now()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        Assert.Empty((await admin.GetAsync("permissions.listAll?updatedSince=2020-01-01T00:00:00.000Z")).GetProperty("update").EnumerateArray());

        var answer = await GrantAsync(admin, "view-logs", "bot");
        Assert.Equal(PermissionDefaults.Roles.Count, answer.GetProperty("permissions").GetArrayLength());
        var list = await admin.GetAsync("permissions.listAll");
        Assert.Equal(PermissionDefaults.Roles.Count, list.GetProperty("update").GetArrayLength());
        Assert.Empty(list.GetProperty("remove").EnumerateArray());
        var changed = Assert.Single((await admin.GetAsync("permissions.listAll?updatedSince=2020-01-01T00:00:00.000Z")).GetProperty("update").EnumerateArray());
        Assert.Equal("view-logs", changed.GetProperty("_id").GetString());
        Assert.Equal("""["bot"]""", changed.GetProperty("roles").GetRawText());
        Assert.Empty((await admin.GetAsync("permissions.listAll?updatedSince=2999-01-01")).GetProperty("update").EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(RefusedBodies))]
    public async Task What_cannot_be_is_refused(string body, HttpStatusCode status, string expected)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var (_, errorType) = await admin.RefusedAsync(status, HttpMethod.Post, Update, body);
        Assert.Equal(expected, errorType);
    }

    [Fact]
    public async Task Every_user_may_read_permissions_and_roles_and_only_admins_change_them()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.GetAsync("permissions.listAll");
        await user.GetAsync("roles.list");
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, Update, "{}");
    }

    [Fact]
    public async Task The_roles_are_the_seeded_ones_and_protected()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var roles = (await user.GetAsync("roles.list")).GetProperty("roles").EnumerateArray()
            .Where(role => role.GetProperty("protected").GetBoolean()).ToDictionary(role => role.GetProperty("_id").GetString()!, StringComparer.Ordinal);
        Assert.Equal(["admin", "anonymous", "app", "bot", "guest", "leader", "moderator", "owner", "user"], roles.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Subscriptions", roles["owner"].GetProperty("scope").GetString());
        Assert.Equal("Users", roles["admin"].GetProperty("scope").GetString());
        Assert.Equal("admin", roles["admin"].GetProperty("name").GetString());
        Assert.False(roles["admin"].GetProperty("mandatory2fa").GetBoolean());
    }

    [Fact]
    public void Every_default_names_roles_that_there_are() =>
        Assert.Empty(PermissionDefaults.Roles.Values.SelectMany(roles => roles).Except(Role.Given.Select(role => role.Id)));

    private static Task<System.Text.Json.JsonElement> GrantAsync(ApiClient admin, string permission, params string[] roles) =>
        admin.PostAsync(Update, new { permissions = new[] { new { _id = permission, roles } } });
}
