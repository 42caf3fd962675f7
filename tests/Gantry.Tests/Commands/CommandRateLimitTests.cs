using System.Net;
using System.Text.Json;
using static Gantry.Tests.Commands.CommandDriver;

namespace Gantry.Tests.Commands;

/// <summary>Seed 000: 10 operations a minute and user, over all instances together.</summary>
public sealed class CommandRateLimitTests
{
    private const string On = "API_Enable_Rate_Limiter=true";

    [Fact]
    public async Task Typed_and_called_runs_are_counted_together_and_management_apart()
    {
        await using var server = await GantryServer.StartAsync(On, "RateLimits:CommandRuns=4", "RateLimits:Commands=4");
        var admin = await server.AdminAsync();
        List<(HttpStatusCode Status, JsonElement Body)> runs = [];
        for (var number = 0; number < 10; number++)
        {
            runs.Add(number % 2 == 0
                ? await admin.SendAsync(HttpMethod.Post, "commands.run", new { command = "help", roomId = "GENERAL" })
                : await admin.SendAsync(HttpMethod.Post, "chat.postMessage", new { roomId = "GENERAL", text = "/help" }));
        }

        // A new minute may begin in between.
        Assert.InRange(runs.Count(run => run.Status == HttpStatusCode.OK), 4, 8);
        Assert.All(runs.Where(run => run.Status != HttpStatusCode.OK), run => Assert.Equal((HttpStatusCode.TooManyRequests, "error-too-many-requests"), (run.Status, Text(run.Body, "errorType"))));
        Assert.Equal(HttpStatusCode.OK, (await admin.SendAsync(HttpMethod.Get, "commands.list")).Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.SendAsync(HttpMethod.Post, "chat.postMessage", new { roomId = "GENERAL", text = "no command" })).Status);
    }

    [Fact]
    public async Task A_refused_text_says_when_to_come_back()
    {
        await using var server = await GantryServer.StartAsync(On, "RateLimits:CommandRuns=1");
        var admin = await server.AdminAsync();
        HttpResponseMessage refused;
        do refused = await SendAsync(server, admin, HttpMethod.Post, "chat.postMessage", """{"roomId":"GENERAL","text":"/help"}""");
        while (refused.StatusCode != HttpStatusCode.TooManyRequests);
        Assert.Equal(("1", "0"), (Header(refused, "X-RateLimit-Limit"), Header(refused, "X-RateLimit-Remaining")));
        Assert.InRange(int.Parse(Header(refused, "Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 0, 60);
    }

    [Theory]
    [InlineData("commands.list", "RateLimits:Commands=10", 10)]
    [InlineData("me", "RateLimits:Api=40", 40)]
    public async Task Three_instances_at_ten_times_the_limit_never_admit_more_and_use_nine_tenths(string path, string setting, int limit)
    {
        var prefix = "Storage:Prefix=" + GantryProcess.NewPrefix();
        var servers = new List<GantryServer>();
        try
        {
            for (var number = 0; number < 3; number++) servers.Add(await GantryServer.StartAsync(prefix, On, setting));
            var admin = await servers[0].AdminAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, limit * 10).Select(number => SendAsync(servers[number % 3], admin, HttpMethod.Get, path)));
            var windows = answers.GroupBy(answer => Header(answer, "X-RateLimit-Reset")).Select(window => (Asked: window.Count(), Admitted: window.Count(answer => answer.StatusCode == HttpStatusCode.OK))).ToList();
            Assert.All(windows, window => Assert.True(window.Admitted <= limit, $"{window.Admitted} of {limit}"));
            Assert.All(windows.Where(window => window.Asked >= limit * 4), window => Assert.True(window.Admitted >= limit * 0.9, $"{window.Admitted} of {limit}"));
            Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(GantryServer server, ApiClient caller, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-User-Id", caller.UserId);
        request.Headers.Add("X-Auth-Token", caller.Token);
        return await server.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}
