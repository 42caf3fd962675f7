using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Functions.Identity;

namespace Gantry.Tests.Identity.Methods;

public sealed class MethodCallTests
{
    public static TheoryData<string> MalformedBodies =>
    [
        "{}",
        """{"message":"x"}""",
        """{"message":"[]"}""",
        """{"message":"{\"msg\":\"method\",\"method\":\"logout\"}"}""",
        """{"message":"{\"msg\":\"sub\",\"method\":\"getServerInfo\"}"}""",
    ];

    [Fact]
    public async Task A_session_is_opened_and_closed_by_methods()
    {
        var server = await GantryServer.SharedAsync();
        var credentials = new { user = new { username = "admin" }, password = new { digest = PasswordHash.Digest(GantryServer.AdminPassword), algorithm = "sha-256" } };
        var (status, login) = await CallAsync(server, "callAnon", "login", null, credentials);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("result", "7"), (login.GetProperty("msg").GetString(), login.GetProperty("id").GetString()));
        var session = (login.GetProperty("result").GetProperty("id").GetString()!, login.GetProperty("result").GetProperty("token").GetString()!);

        var (_, roles) = await CallAsync(server, "call", "getUserRoles", session);
        Assert.Equal("""["admin","user"]""", roles.GetProperty("result").GetRawText());
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(server, "call", "logout", session)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(server, "call", "logout", session)).Status);
    }

    [Theory]
    [InlineData("login", "403")]
    [InlineData("getUserRoles", "error-user-not-authenticated")]
    [InlineData("eraseEverything", "404")]
    public async Task A_refusal_lies_in_the_frame(string method, string expected)
    {
        var (status, frame) = await CallAsync(await GantryServer.SharedAsync(), "callAnon", method, null, new { user = new { username = "admin" }, password = "wrong" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal((expected, "7"), (frame.GetProperty("error").GetProperty("error").GetString(), frame.GetProperty("id").GetString()));
    }

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task A_frame_that_is_none_is_refused(string body)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        Assert.Equal("invalid-params", (await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "method.call/getServerInfo", body)).ErrorType);
    }

    [Fact]
    public async Task The_version_is_told_to_everybody()
    {
        var (_, frame) = await CallAsync(await GantryServer.SharedAsync(), "callAnon", "getServerInfo", null);
        Assert.Matches(@"^\d+\.", frame.GetProperty("result").GetProperty("version").GetString());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Frame)> CallAsync(GantryServer server, string kind, string method, (string Id, string Token)? session, params object[] arguments)
    {
        var message = JsonSerializer.Serialize(new { msg = "method", id = "7", method, @params = arguments });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/method.{kind}/{method}") { Content = JsonContent.Create(new { message }) };
        if (session is { } known)
        {
            request.Headers.Add("X-User-Id", known.Id);
            request.Headers.Add("X-Auth-Token", known.Token);
        }

        using var response = await server.Http.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, answer.TryGetProperty("message", out var frame) && response.StatusCode != HttpStatusCode.Unauthorized ? JsonSerializer.Deserialize<JsonElement>(frame.GetString()!) : answer);
    }
}
