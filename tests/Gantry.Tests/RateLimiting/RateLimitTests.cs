using System.Net;
using System.Net.Http.Json;

namespace Gantry.Tests.RateLimiting;

public sealed class RateLimitTests
{
    private const string On = "API_Enable_Rate_Limiter=true";

    [Fact]
    public async Task Writes_of_integrations_are_limited_and_the_answer_says_when_to_come_back()
    {
        await using var server = await GantryServer.StartAsync(On, "RateLimits:IntegrationWrites=3");
        var admin = await server.AdminAsync();
        var answers = new List<HttpResponseMessage>();
        for (var number = 0; number < 8; number++) answers.Add(await CreateAsync(server, admin));

        // A new minute may begin in between and admit three more.
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), 3, 6);
        var refused = answers.Last(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("3", Header(refused, "X-RateLimit-Limit"));
        Assert.Equal("0", Header(refused, "X-RateLimit-Remaining"));
        Assert.InRange(int.Parse(Header(refused, "Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 0, 60);
        Assert.True(long.Parse(Header(refused, "X-RateLimit-Reset"), System.Globalization.CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds());
        var body = await refused.Content.ReadAsStringAsync();
        Assert.Contains("\"errorType\":\"error-too-many-requests\"", body, StringComparison.Ordinal);
        Assert.Equal("2", Header(answers[0], "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task One_users_limit_is_not_anothers()
    {
        await using var server = await GantryServer.StartAsync(On, "RateLimits:Api=1");
        var (admin, other) = (await server.AdminAsync(), await server.AdminAsync());
        Assert.Equal(admin.UserId, other.UserId);
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 4; number++) statuses.Add((await admin.SendAsync(HttpMethod.Get, "me")).Status);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        using var anonymous = await server.Http.GetAsync("/api/v1/info");
        Assert.Equal(HttpStatusCode.OK, anonymous.StatusCode);
    }

    [Fact]
    public async Task Logins_are_limited_by_address()
    {
        await using var server = await GantryServer.StartAsync(On, "RateLimits:Authentication=2");
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 6; number++)
        {
            using var response = await server.Http.PostAsJsonAsync("/api/v1/login", new { user = "admin", password = "wrong" });
            statuses.Add(response.StatusCode);
        }

        Assert.InRange(statuses.Count(status => status == HttpStatusCode.Unauthorized), 2, 4);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Where_no_address_is_known_logins_are_limited_by_name()
    {
        await using var server = await GantryServer.StartAsync(On, "RateLimits:Authentication=2", "Hosting:ClientAddressHeaders=X-Client-IP");
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 6; number++)
        {
            using var response = await server.Http.PostAsJsonAsync("/api/v1/login", new { user = new { username = "Admin" }, password = "wrong" });
            statuses.Add(response.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        using var other = await server.Http.PostAsJsonAsync("/api/v1/login", new { user = "somebody", password = "wrong" });
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
    }

    [Fact]
    public async Task Hooks_beyond_the_limit_are_refused_and_counted_but_leave_no_entry()
    {
        await using var server = await GantryServer.StartAsync(On, "RateLimits:Hooks=5");
        var driver = new IntegrationDriver(server, await server.AdminAsync());
        var hook = await driver.NewHookAsync("#general");
        var answers = new List<HttpStatusCode>();
        for (var number = 0; number < 30; number++) answers.Add((await driver.CallAsync(hook, new { text = "x" })).Status);
        var admitted = answers.Count(status => status == HttpStatusCode.OK);
        Assert.InRange(admitted, 5, 10);
        var refused = answers.Count(status => status == HttpStatusCode.TooManyRequests);
        Assert.Equal(30 - admitted, refused);
        await Eventually.TrueAsync(async () => (await driver.Api.GetAsync("integrations.history?id=" + hook.Id)).GetProperty("refused").GetProperty("rateLimited").GetInt32() == refused);
        Assert.Equal(admitted, (await driver.HistoryAsync(hook)).Total);
    }

    [Fact]
    public async Task Wrong_tokens_are_counted()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        for (var number = 0; number < 3; number++) await driver.CallAsync(hook with { Token = "wrong" }, new { text = "x" });
        await Eventually.TrueAsync(async () => (await driver.Api.GetAsync("integrations.history?id=" + hook.Id)).GetProperty("refused").GetProperty("wrongTokens").GetInt32() == 3);
    }

    [Fact]
    public async Task Switched_off_nothing_is_limited_and_no_header_is_sent()
    {
        await using var server = await GantryServer.StartAsync("API_Enable_Rate_Limiter=false", "RateLimits:Api=1");
        var admin = await server.AdminAsync();
        for (var number = 0; number < 5; number++) await admin.GetAsync("me");
        using var response = await server.Http.GetAsync("/api/v1/info");
        Assert.False(response.Headers.Contains("X-RateLimit-Limit"));
    }

    private static async Task<HttpResponseMessage> CreateAsync(GantryServer server, ApiClient admin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/integrations.create") { Content = JsonContent.Create(new { type = "webhook-incoming", name = "n", enabled = true }) };
        request.Headers.Add("X-User-Id", admin.UserId);
        request.Headers.Add("X-Auth-Token", admin.Token);
        return await server.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}
