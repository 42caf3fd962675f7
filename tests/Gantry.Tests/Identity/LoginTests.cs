using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Functions.Identity;

namespace Gantry.Tests.Identity;

public sealed class LoginTests
{
    public static TheoryData<object> AcceptedBodies => new()
    {
        new { user = "admin", password = GantryServer.AdminPassword },
        new { username = "ADMIN", password = GantryServer.AdminPassword },
        new { email = "admin@localhost", password = GantryServer.AdminPassword },
        new { user = "admin@localhost", password = GantryServer.AdminPassword },
        new { user = new { username = "admin" }, password = GantryServer.AdminPassword },
        new { user = new { email = "admin@localhost" }, password = new { digest = PasswordHash.Digest(GantryServer.AdminPassword), algorithm = "sha-256" } },
    };

    [Theory]
    [MemberData(nameof(AcceptedBodies))]
    public async Task Each_form_of_credentials_logs_in(object body)
    {
        var server = await GantryServer.SharedAsync();
        using var response = await server.Http.PostAsJsonAsync("/api/v1/login", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("success", answer.GetProperty("status").GetString());
        Assert.Equal("admin", answer.GetProperty("data").GetProperty("me").GetProperty("username").GetString());
    }

    [Theory]
    [InlineData("admin", "wrong")]
    [InlineData("nobody", GantryServer.AdminPassword)]
    public async Task Wrong_credentials_are_401_and_do_not_tell_which_part_is_wrong(string user, string password)
    {
        var server = await GantryServer.SharedAsync();
        using var response = await server.Http.PostAsJsonAsync("/api/v1/login", new { user, password });
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("\"error\":\"Unauthorized\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_alone_resumes_its_session()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        using var response = await server.Http.PostAsJsonAsync("/api/v1/login", new { resume = admin.Token });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(admin.Token, answer.GetProperty("data").GetProperty("authToken").GetString());
    }

    [Fact]
    public async Task Logout_ends_the_token_at_once()
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        await admin.PostAsync("logout", new { });
        var (error, errorType) = await admin.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        Assert.Equal("unauthorized", error);
        Assert.Equal("error-user-not-authenticated", errorType);
    }
}
