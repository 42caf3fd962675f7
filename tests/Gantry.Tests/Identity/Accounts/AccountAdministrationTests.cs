using System.Net;
using Gantry.Functions.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Identity.Accounts;

/// <summary>Tokens made for others, idle users, devices, and the calls that nothing stands behind.</summary>
public sealed class AccountAdministrationTests
{
    private const string CreateToken = "users.createToken";
    private const string Deactivate = "users.deactivateIdle";

    private static readonly string[] AdminAndGuest = ["admin", "guest"];

    [Theory]
    [InlineData("userId")]
    [InlineData("username")]
    [InlineData("user")]
    public async Task An_admin_gets_a_token_of_another_user(string selector)
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var data = (await (await server.AdminAsync()).PostAsync(CreateToken, new Dictionary<string, string> { [selector] = selector == "userId" ? user.UserId : user.Username })).GetProperty("data");
        Assert.Equal(user.UserId, data.GetProperty("userId").GetString());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me") { Headers = { { "X-User-Id", user.UserId }, { "X-Auth-Token", data.GetProperty("authToken").GetString() } } };
        using var me = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task Tokens_are_made_by_admins_only_for_users_that_there_are_and_of_admins_only_by_who_makes_admins()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        await admin.PostAsync("permissions.update", new { permissions = new[] { new { _id = "user-generate-access-token", roles = AdminAndGuest } } });
        var (user, guest) = (await server.NewUserAsync(), await server.NewUserAsync("guest"));
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, CreateToken, new { userId = guest.UserId });
        await guest.PostAsync(CreateToken, new { userId = user.UserId });
        await guest.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, CreateToken, new { userId = admin.UserId });
        Assert.Equal("error-user-param-not-provided", (await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, CreateToken, "{}")).ErrorType);
        Assert.Equal("error-invalid-user", (await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, CreateToken, new { userId = "nobody" })).ErrorType);
        await admin.PostAsync("users.setActiveStatus", new { userId = user.UserId, activeStatus = false });
        Assert.Equal("error-user-is-not-activated", (await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, CreateToken, new { userId = user.UserId })).ErrorType);
    }

    [Fact]
    public async Task Who_did_not_log_in_for_long_is_deactivated_and_logged_out_but_nobody_else()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        var (idle, busy, guest) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync("guest"));
        var users = server.Services.GetRequiredService<UserStore>();
        foreach (var client in (ApiClient[])[idle, guest, admin])
            await users.UpdateAsync(client.UserId, user => user with { LastLogin = TimeProvider.System.GetUtcNow().AddDays(-31) }, CancellationToken.None);
        Assert.Equal(0, (await admin.PostAsync(Deactivate, new { daysIdle = 32 })).GetProperty("count").GetInt32());
        Assert.Equal(1, (await admin.PostAsync(Deactivate, new { daysIdle = 30 })).GetProperty("count").GetInt32());
        await idle.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await busy.GetAsync("me");
        await guest.GetAsync("me");
        Assert.Equal(1, (await admin.PostAsync(Deactivate, new { daysIdle = 30, role = "guest" })).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"daysIdle":"many"}""")]
    [InlineData("""{"daysIdle":0}""")]
    [InlineData("""{"daysIdle":99999999}""")]
    public async Task Days_that_are_none_are_refused(string body)
    {
        var server = await GantryServer.SharedAsync();
        await (await server.AdminAsync()).RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, Deactivate, body);
        await (await server.NewUserAsync()).RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, Deactivate, body);
    }

    [Fact]
    public async Task A_device_is_registered_and_taken_back()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var result = (await user.PostAsync("push.token", new { type = "gcm", value = "device/1", appName = "app", id = "phone" })).GetProperty("result");
        Assert.Equal(("phone", "device/1", user.UserId), (result.GetProperty("_id").GetString(), result.GetProperty("token").GetProperty("gcm").GetString(), result.GetProperty("userId").GetString()));
        await user.OkAsync(HttpMethod.Delete, "push.token", new { token = "device/1" });
        await user.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, "push.token", new { token = "device/1" });
        await user.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Delete, "push.token", "{}");
        await user.GetAsync("users.getPersonalAccessTokens");
    }

    [Theory]
    [InlineData("""{"value":"x","appName":"x"}""", "error-type-param-not-valid")]
    [InlineData("""{"type":"fax","value":"x","appName":"x"}""", "error-type-param-not-valid")]
    [InlineData("""{"type":"apn","appName":"x"}""", "error-token-param-not-valid")]
    [InlineData("""{"type":"apn","value":"x"}""", "error-appName-param-not-valid")]
    public async Task A_device_that_is_none_is_refused(string body, string expected)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        Assert.Equal(expected, (await user.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "push.token", body)).ErrorType);
    }

    [Theory]
    [InlineData("GET", "users.requestDataDownload")]
    [InlineData("POST", "users.sendConfirmationEmail")]
    [InlineData("POST", "users.resetE2EKey")]
    [InlineData("POST", "users.resetTOTP")]
    public async Task What_nothing_stands_behind_says_so(string method, string path)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var (error, errorType) = await user.RefusedAsync(HttpStatusCode.NotImplemented, new HttpMethod(method), path);
        Assert.StartsWith("There ", error, StringComparison.Ordinal);
        Assert.Equal("error-not-supported", errorType);
    }
}
