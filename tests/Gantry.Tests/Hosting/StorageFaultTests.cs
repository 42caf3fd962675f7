using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Functions.Hosting;

namespace Gantry.Tests.Hosting;

/// <summary>Storage that stops answering: callers are told to come back, nothing answered is lost, and no restart is needed.</summary>
public sealed class StorageFaultTests
{
    [Fact]
    public async Task After_ten_seconds_without_storage_all_that_was_answered_200_is_there_once()
    {
        await using var azurite = await Azurite.StartAsync();
        await using var server = await GantryServer.StartAsync("AzureWebJobsStorage=" + azurite.ConnectionString);
        var driver = new IntegrationDriver(server, await server.AdminAsync());
        var (channel, room) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        var answers = new ConcurrentBag<Answer>();

        using var load = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(() => CallAsync(caller, load.Token))).ToList();
        await UntilAsync(() => answers.Count > 50);
        await SignalAsync(azurite, "STOP");
        await Task.Delay(TimeSpan.FromSeconds(10));
        await SignalAsync(azurite, "CONT");
        var before = answers.Count(answer => answer.Status == HttpStatusCode.OK);
        await UntilAsync(() => answers.Count(answer => answer.Status == HttpStatusCode.OK) > before + 50);
        await load.CancelAsync();
        await Task.WhenAll(callers);

        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.OK || IsUnavailable(answer), $"{(int)answer.Status} {answer.Body}"));
        var texts = await AllTextsAsync(driver, room);
        var accepted = answers.Where(answer => answer.Status == HttpStatusCode.OK && answer.Text is not null).Select(answer => answer.Text!).ToList();
        Assert.All(accepted, text => Assert.True(texts.Count(found => found == text) == 1, $"{text} is there {texts.Count(found => found == text)} times."));
        Assert.Equal(texts.Distinct().Count(), texts.Count);

        async Task CallAsync(int caller, CancellationToken stop)
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                var text = caller < 6 ? $"{caller}-{n}" : null;
                using var request = text is null ? new HttpRequestMessage(HttpMethod.Get, $"/api/v1/channels.messages?roomId={room}") : new HttpRequestMessage(HttpMethod.Post, hook.Path) { Content = JsonContent.Create(new { text }) };
                if (text is null)
                {
                    request.Headers.Add("X-User-Id", driver.Api.UserId);
                    request.Headers.Add("X-Auth-Token", driver.Api.Token);
                }

                using var response = await server.Http.SendAsync(request, CancellationToken.None);
                answers.Add(new Answer(response.StatusCode, response.Headers.RetryAfter is not null, await response.Content.ReadAsStringAsync(CancellationToken.None), text));
            }
        }
    }

    [Fact]
    public async Task Without_storage_every_call_and_health_are_503_within_the_set_time_and_work_again_when_it_is_back()
    {
        await using var azurite = await Azurite.StartAsync();
        await using var server = await GantryServer.StartAsync("AzureWebJobsStorage=" + azurite.ConnectionString, "Storage:NetworkTimeout=00:00:00.3", "Storage:MaxRetries=1", "Storage:RetryDelay=00:00:00.05", "Snapshot:RefreshSeconds=0");
        var driver = new IntegrationDriver(server, await server.AdminAsync());
        var hook = await driver.NewHookAsync("#general");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/health")).Status);

        await SignalAsync(azurite, "STOP");
        var started = TimeProvider.System.GetTimestamp();
        var answers = await Task.WhenAll(
            GetAsync(server, "/health"),
            SendAsync(server, hook.Path, new { text = "hello" }),
            SendAsync(server, "/api/v1/login", new { user = "admin", password = GantryServer.AdminPassword }),
            SendAsync(server, $"/hooks/{hook.Id}/wrong", new { text = "hello" }));
        var took = TimeProvider.System.GetElapsedTime(started);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        Assert.All(answers.Skip(1), answer => Assert.True(IsUnavailable(answer), answer.Body));
        Assert.Contains("unreachable", answers[0].Body, StringComparison.Ordinal);

        // Two tries of one storage call take 0.65 s, and a request makes few; /health has a patience of 3 s.
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        await SignalAsync(azurite, "CONT");
        await UntilAsync(async () => (await GetAsync(server, "/health")).Status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, hook.Path, new { text = "again" })).Status);
    }

    private static bool IsUnavailable(Answer answer)
    {
        if (answer is not { Status: HttpStatusCode.ServiceUnavailable, HasRetryAfter: true }) return false;
        var body = JsonSerializer.Deserialize<JsonElement>(answer.Body);
        return !body.GetProperty("success").GetBoolean() && body.GetProperty("errorType").GetString() == "error-service-unavailable" && body.GetProperty("error").GetString()!.Length > 0;
    }

    private static async Task<List<string>> AllTextsAsync(IntegrationDriver driver, string room)
    {
        List<string> texts = [];
        while (true)
        {
            var page = (await driver.Api.GetAsync($"channels.messages?roomId={room}&count=100&offset={texts.Count}")).GetProperty("messages").EnumerateArray().ToList();
            if (page.Count == 0) return texts;
            texts.AddRange(page.Select(message => message.GetProperty("msg").GetString()!));
        }
    }

    private static async Task<Answer> GetAsync(GantryServer server, string path) => await ReadAsync(await server.Http.GetAsync(path));

    private static async Task<Answer> SendAsync(GantryServer server, string path, object body) => await ReadAsync(await server.Http.PostAsJsonAsync(path, body));

    private static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response) return new Answer(response.StatusCode, response.Headers.RetryAfter is not null, await response.Content.ReadAsStringAsync(), null);
    }

    private static async Task SignalAsync(AzuriteProcess azurite, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{azurite.ProcessId}"]);
        await kill.WaitForExitAsync();
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(20, patience.Token);
    }

    /// <summary>What a caller got, and the text that it sent.</summary>
    private sealed record Answer(HttpStatusCode Status, bool HasRetryAfter, string Body, string? Text);
}
