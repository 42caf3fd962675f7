using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gantry.Functions.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Identity;

public sealed class LoginTests
{
    private const string Password = GantryServer.AdminPassword;

    public static TheoryData<object> AcceptedBodies => new()
    {
        new { user = "admin", password = Password },
        new { user = "admin@localhost", password = Password },
        new { username = "ADMIN", password = Password },
        new { email = "Admin@LocalHost", password = Password },
        new { user = new { username = "admin" }, password = Password },
        new { user = new { email = "admin@localhost" }, password = Password },
        new { user = "admin", password = new { digest = PasswordHash.Digest(Password), algorithm = "sha-256" } },
        new { user = new { email = "admin@localhost" }, password = new { digest = PasswordHash.Digest(Password), algorithm = "sha-256" } },
        new { user = "admin", password = Password, code = "123456" },
    };

    public static TheoryData<string> MalformedBodies =>
    [
        "",
        "{",
        "[]",
        "{}",
        """{"user":"admin"}""",
        """{"user":"admin","password":""}""",
        """{"user":"admin","password":null}""",
        """{"user":"admin","password":[]}""",
        """{"user":"admin","password":{}}""",
        """{"user":"admin","password":{"digest":"00","algorithm":"md5"}}""",
        """{"user":"admin","password":{"digest":{"$ne":""},"algorithm":"sha-256"}}""",
        """{"password":"x"}""",
        """{"user":"","password":"x"}""",
        """{"user":{},"password":"x"}""",
        """{"user":[],"password":"x"}""",
        """{"user":{"username":{"$gt":""}},"password":"x"}""",
        """{"username":{"$regex":".*"},"password":"x"}""",
        """{"resume":null}""",
        """{"resume":""}""",
        """{"resume":{"$ne":null}}""",
    ];

    public static TheoryData<string> WrongBodies =>
    [
        """{"user":"admin","password":"wrong"}""",
        """{"user":"nobody","password":"admin-pass-1"}""",
        """{"user":"../users","password":"x"}""",
        """{"user":"a' or PartitionKey ne '","password":"x"}""",
        """{"user":"\u0000%00","password":"x"}""",
        """{"user":5,"password":5}""",
        """{"user":"admin","password":{"digest":"not hex","algorithm":"sha-256"}}""",
        """{"resume":"x"}""",
        """{"resume":"../../../../../../../../../../x%00'"}""",
        $$"""{"resume":"{{new string('/', 3000)}}"}""",
        $$"""{"user":"{{new string('#', 3000)}}","password":"x"}""",
        $$"""{"user":"{{new string('é', 3000)}}@example.org","password":"x"}""",
    ];

    [Theory]
    [MemberData(nameof(AcceptedBodies))]
    public async Task Each_form_of_credentials_logs_in(object body)
    {
        var (status, answer) = await LoginAsync(JsonSerializer.Serialize(body));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("success", answer.GetProperty("status").GetString());
        Assert.True(answer.GetProperty("success").GetBoolean());
        var data = answer.GetProperty("data");
        Assert.Equal(43, data.GetProperty("authToken").GetString()!.Length);
        Assert.Equal("admin", data.GetProperty("me").GetProperty("username").GetString());
        Assert.Equal(data.GetProperty("userId").GetString(), data.GetProperty("me").GetProperty("_id").GetString());
    }

    [Fact]
    public async Task A_form_logs_in_as_JSON_does()
    {
        var server = await GantryServer.SharedAsync();
        using var form = new FormUrlEncodedContent([new("user", "admin"), new("password", Password)]);
        using var response = await server.Http.PostAsync("/api/v1/login", form);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task A_body_without_credentials_is_400(string body)
    {
        var (status, answer) = await LoginAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.False(answer.GetProperty("success").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public async Task Wrong_credentials_are_401_and_do_not_tell_which_part_is_wrong(string body)
    {
        var (status, answer) = await LoginAsync(body);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("""{"success":false,"status":"error","error":"Unauthorized","message":"Unauthorized","errorType":"error-user-not-authenticated"}""", answer.GetRawText());
    }

    [Fact]
    public async Task A_token_alone_resumes_its_session()
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var (status, answer) = await LoginAsync(JsonSerializer.Serialize(new { resume = admin.Token }));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(admin.Token, answer.GetProperty("data").GetProperty("authToken").GetString());
    }

    [Fact]
    public async Task Any_number_of_logins_of_one_user_at_the_same_time_succeed()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var logins = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ApiClient.LoginAsync(server, user.Username, "user-pass-1")));
        Assert.Equal(40, logins.Select(login => login.Token).Distinct().Count());
        Assert.All(await Task.WhenAll(logins.Select(login => login.GetAsync("me"))), me => Assert.Equal(user.UserId, me.GetProperty("_id").GetString()));
    }

    [Fact]
    public async Task Logins_after_the_rounds_rose_hash_the_password_again_and_all_succeed()
    {
        var prefix = $"Storage:Prefix=rounds{Environment.ProcessId}";
        await using var before = await GantryServer.StartAsync(prefix);
        var admin = await before.AdminAsync();
        await using var after = await GantryServer.StartAsync(prefix, "Identity:PasswordIterations=2000");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => after.AdminAsync()));
        var stored = await after.Services.GetRequiredService<UserStore>().ReadAsync(admin.UserId, CancellationToken.None);
        Assert.StartsWith("pbkdf2-sha512$2000$", stored!.Password, StringComparison.Ordinal);
        await after.AdminAsync();
        await before.AdminAsync();
    }

    [Fact]
    public async Task A_login_too_many_ends_the_oldest()
    {
        await using var server = await GantryServer.StartAsync("Identity:MaxLoginTokens=2");
        var first = await server.AdminAsync();
        var second = await server.AdminAsync();
        var third = await server.AdminAsync();
        await first.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await second.GetAsync("me");
        await third.GetAsync("me");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Logout_ends_the_token_at_once(string method)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var answer = await admin.OkAsync(new HttpMethod(method), "logout");
        Assert.Equal("You've been logged out!", answer.GetProperty("data").GetProperty("message").GetString());
        var (error, errorType) = await admin.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        Assert.Equal("unauthorized", error);
        Assert.Equal("error-user-not-authenticated", errorType);
    }

    [Fact]
    public async Task Me_tells_all_of_the_caller_but_no_secret()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var me = await user.GetAsync("me");
        Assert.Equal(user.Username + "@example.org", me.GetProperty("email").GetString());
        Assert.True(me.GetProperty("services").GetProperty("password").GetProperty("exists").GetBoolean());
        Assert.False(me.TryGetProperty("password", out _));
        Assert.DoesNotContain("pbkdf2", me.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("x", "y")]
    [InlineData("../x", "'%00")]
    public async Task Credentials_that_are_none_are_401(string userId, string token)
    {
        var server = await GantryServer.SharedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("X-User-Id", userId);
        request.Headers.TryAddWithoutValidation("X-Auth-Token", token);
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("You must be logged in to do this.", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> LoginAsync(string body)
    {
        var server = await GantryServer.SharedAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync("/api/v1/login", content);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
