using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Identity;

public sealed class SessionTests
{
    [Fact]
    public async Task Removing_other_tokens_keeps_this_login_and_personal_access_tokens()
    {
        var server = await GantryServer.SharedAsync();
        var (here, elsewhere) = await TwoLoginsAsync(server);
        var personal = await PersonalTokenAsync(here);
        await here.PostAsync("users.removeOtherTokens", new { });
        await elsewhere.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await here.GetAsync("me");
        Assert.Equal(HttpStatusCode.OK, await ResumeAsync(server, personal));
    }

    [Fact]
    public async Task Logging_out_other_clients_gives_a_token_in_place_of_this_one()
    {
        var server = await GantryServer.SharedAsync();
        var (here, elsewhere) = await TwoLoginsAsync(server);
        var answer = await here.PostAsync("users.logoutOtherClients", new { });
        await elsewhere.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await here.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        Assert.True(answer.GetProperty("tokenExpires").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddDays(89));
        Assert.Equal(HttpStatusCode.OK, await ResumeAsync(server, answer.GetProperty("token").GetString()!));
    }

    [Fact]
    public async Task Logging_oneself_out_ends_every_token()
    {
        var server = await GantryServer.SharedAsync();
        var (here, elsewhere) = await TwoLoginsAsync(server);
        var personal = await PersonalTokenAsync(here);
        var answer = await here.PostAsync("users.logout", new { });
        Assert.Equal($"User {here.Username} has been logged out!", answer.GetProperty("message").GetString());
        await here.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await elsewhere.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        Assert.Equal(HttpStatusCode.Unauthorized, await ResumeAsync(server, personal));
    }

    [Fact]
    public async Task Only_who_may_logs_another_out()
    {
        var server = await GantryServer.SharedAsync();
        var (user, other, admin) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.AdminAsync());
        await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "users.logout", new { userId = user.UserId });
        await user.GetAsync("me");
        await admin.PostAsync("users.logout", new { userId = user.UserId });
        await user.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await admin.GetAsync("me");
    }

    [Theory]
    [InlineData("""{"userId":"unknown"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"userId":"../x%00'\"/"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"userId":{"$ne":""}}""", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    public async Task A_user_who_is_not_there_cannot_be_logged_out(string body, HttpStatusCode status)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        await admin.RefusedAsync(status, HttpMethod.Post, "users.logout", body);
    }

    private static async Task<(ApiClient Here, ApiClient Elsewhere)> TwoLoginsAsync(GantryServer server)
    {
        var here = await server.NewUserAsync();
        return (here, await ApiClient.LoginAsync(server, here.Username, "user-pass-1"));
    }

    private static async Task<string> PersonalTokenAsync(ApiClient user) =>
        (await user.PostAsync("users.generatePersonalAccessToken", new { tokenName = "bot" })).GetProperty("token").GetString()!;

    private static async Task<HttpStatusCode> ResumeAsync(GantryServer server, string token)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { resume = token }));
        using var response = await server.Http.PostAsync("/api/v1/login", content);
        return response.StatusCode;
    }
}
