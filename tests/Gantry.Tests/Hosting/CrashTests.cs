using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gantry.Tests.Hosting;

/// <summary><c>kill -9</c> of the real program under load (design 10): what it answered is there, and a call with a key posts once however often it is repeated.</summary>
public sealed class CrashTests
{
    private const int Callers = 16;

    [Fact]
    public async Task What_was_answered_before_a_kill_is_there_and_repeated_keys_post_once()
    {
        var prefix = GantryProcess.NewPrefix();
        await using var observer = await GantryServer.StartAsync("Storage:Prefix=" + prefix);
        var driver = new IntegrationDriver(observer, await observer.AdminAsync());
        var (channel, room) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        var (answered, sent) = (new ConcurrentDictionary<string, string>(), new ConcurrentBag<string>());

        await using (var process = await GantryProcess.StartAsync("Storage__Prefix=" + prefix))
        {
            var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(process.Http, caller))).ToList();
            while (answered.Count < 100 && !callers.Any(caller => caller.IsCompleted)) await Task.Delay(5);
            await process.SignalAsync("KILL");
            Assert.Equal(128 + 9, await process.WaitForExitAsync());
            await Task.WhenAll(callers);
        }

        await using var restarted = await GantryProcess.StartAsync("Storage__Prefix=" + prefix);
        var keyed = sent.Where(HasKey).ToList();
        Assert.True(keyed.Any(text => !answered.ContainsKey(text)), "The kill interrupted no call with a key.");
        await Task.WhenAll(keyed.Select(async text =>
        {
            using var repeat = await SendAsync(restarted.Http, text);
            Assert.Equal(HttpStatusCode.OK, repeat.StatusCode);
            var id = MessageId(await repeat.Content.ReadAsStringAsync());
            if (answered.TryGetValue(text, out var first)) Assert.Equal(first, id);
            answered[text] = id;
        }));

        var messages = (await AllAsync(driver, $"channels.messages?roomId={room}", "messages")).Select(message => (Id: Text(message, "_id"), Text: Text(message, "msg"))).ToList();
        Assert.All(answered, call => Assert.Equal(call.Value, Assert.Single(messages, message => message.Text == call.Key).Id));
        Assert.Equal(messages.Count, messages.Select(message => message.Text).Distinct().Count());

        var entries = await AllAsync(driver, $"integrations.history?id={hook.Id}", "history");
        var recorded = entries.Where(entry => entry.TryGetProperty("messageIds", out _)).SelectMany(entry => entry.GetProperty("messageIds").EnumerateArray()).Select(id => id.GetString()!).ToHashSet();
        Assert.All(answered.Values, id => Assert.Contains(id, recorded));

        async Task CallAsync(HttpClient http, int caller)
        {
            for (var n = 0; ; n++)
            {
                var text = $"{(caller % 2 == 0 ? "key" : "plain")}-{caller}-{n}";
                sent.Add(text);
                try
                {
                    using var answer = await SendAsync(http, text);
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                    answered[text] = MessageId(await answer.Content.ReadAsStringAsync());
                }
                catch (HttpRequestException)
                {
                    return;
                }
            }
        }

        Task<HttpResponseMessage> SendAsync(HttpClient http, string text)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, hook.Path) { Content = JsonContent.Create(new { text }) };
            if (HasKey(text)) request.Headers.Add("Idempotency-Key", text);
            return http.SendAsync(request);
        }
    }

    private static bool HasKey(string text) => text.StartsWith("key", StringComparison.Ordinal);

    private static string MessageId(string answer) => Text(JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("messages")[0], "_id");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<List<JsonElement>> AllAsync(IntegrationDriver driver, string path, string list)
    {
        List<JsonElement> all = [];
        while (true)
        {
            var page = (await driver.Api.GetAsync($"{path}&count=100&offset={all.Count}")).GetProperty(list).EnumerateArray().ToList();
            if (page.Count == 0) return all;
            all.AddRange(page);
        }
    }
}
