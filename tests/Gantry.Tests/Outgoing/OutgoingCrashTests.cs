using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Gantry.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Gantry.Tests.Outgoing;

/// <summary>Outgoing webhooks while processes and storage die (design 6): every event is delivered at least once, every answer posted exactly once, and history is complete.</summary>
public sealed class OutgoingCrashTests(ITestOutputHelper output)
{
    private const int Events = 500;
    private const int Instances = 3;
    private const int Kills = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Kills_of_three_instances_at_random_instants_lose_no_event_and_post_no_answer_twice()
    {
        await using var receiver = await Receiver.StartAsync(AnswerAsync);
        var prefix = GantryProcess.NewPrefix();
        string[] settings =
        [
            $"Storage__Prefix={prefix}", $"Storage__QueuePrefix={prefix}", "Egress__AllowedNetworks=127.0.0.0/8", "Queues__Lease=00:00:05", "Outgoing__Timeout=00:00:03", "Outgoing__ClaimTime=00:00:05",
            "Outgoing__GuardDelay=00:00:04", "Outgoing__GuardShare=00:00:01", "Outgoing__MaxCallsPerHost=32",
        ];

        // It only looks: its own queues are others.
        await using var observer = await GantryServer.StartAsync("Storage:Prefix=" + prefix);
        var driver = await OutgoingDriver.StartAsync(observer);
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 8, retryDelay = "powers-of-ten", triggerWords = new[] { "event" } });
        var processes = await Task.WhenAll(Enumerable.Range(0, Instances).Select(_ => GantryProcess.StartAsync(settings)));
        var acknowledged = new ConcurrentBag<string>();
        var next = 0;
        try
        {
            var posting = Task.WhenAll(Enumerable.Range(0, 4).Select(poster => Task.Run(() => PostAsync(poster))));
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(200, 2_000));
                await processes[kill % Instances].SignalAsync("KILL");
                await processes[kill % Instances].WaitForExitAsync();
                await processes[kill % Instances].DisposeAsync();
                processes[kill % Instances] = await GantryProcess.StartAsync(settings);
            }

            await posting;
            await SettledAsync(driver, integration, room);
        }
        finally
        {
            foreach (var process in processes) await process.DisposeAsync();
        }

        await CheckAsync(driver, receiver, integration, room, acknowledged);
        output.WriteLine($"{Kills} kills of {Instances} instances: {acknowledged.Count} events acknowledged of {next}, {receiver.Calls.Count} calls, {receiver.Calls.Select(call => call.Id).Distinct().Count()} different");

        async Task PostAsync(int poster)
        {
            while (acknowledged.Count < Events)
            {
                var n = Interlocked.Increment(ref next);
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/chat.postMessage") { Content = JsonContent.Create(new { roomId = room, text = $"event {n}" }) };
                    request.Headers.Add("X-User-Id", driver.Api.UserId);
                    request.Headers.Add("X-Auth-Token", driver.Api.Token);
                    using var answer = await processes[(poster + n) % Instances].Http.SendAsync(request);
                    if (answer.IsSuccessStatusCode) acknowledged.Add($"event {n}");
                }
                catch (Exception exception) when (exception is HttpRequestException or ObjectDisposedException or OperationCanceledException)
                {
                    // The process was killed: the message may be there or not; if it is, it must be delivered.
                    await Task.Delay(100);
                }
            }
        }
    }

    [Fact]
    public async Task Storage_on_disk_that_is_gone_for_twenty_seconds_and_comes_back_loses_no_event_and_doubles_no_answer()
    {
        await using var receiver = await Receiver.StartAsync(AnswerAsync);
        var folder = Directory.CreateTempSubdirectory("gantry-azurite-").FullName;
        var arguments = new AzuriteArguments(FreePort.Next(), FreePort.Next(), FreePort.Next(), folder);
        var azurite = await AzuriteProcess.StartAsync(arguments, TextWriter.Null, CancellationToken.None);
        try
        {
            await using var server = await OutgoingDriver.NewServerAsync(
                "AzureWebJobsStorage=" + azurite.ConnectionString, "Queues:Lease=00:00:05", "Outgoing:ClaimTime=00:00:05", "Outgoing:GuardDelay=00:00:05", "Outgoing:GuardShare=00:00:01", "Outgoing:Timeout=00:00:03");
            var driver = await OutgoingDriver.StartAsync(server);
            var (channel, room) = await driver.NewRoomAsync();
            var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 8, retryDelay = "powers-of-ten", triggerWords = new[] { "event" } });
            var acknowledged = new ConcurrentBag<string>();
            using var stop = new CancellationTokenSource();
            var posting = Task.WhenAll(Enumerable.Range(0, 4).Select(poster => Task.Run(() => PostAsync(driver, room, poster, acknowledged, stop.Token))));
            await receiver.WaitAsync(20);

            await azurite.DisposeAsync();
            await Task.Delay(TimeSpan.FromSeconds(20));
            azurite = await AzuriteProcess.StartAsync(arguments, TextWriter.Null, CancellationToken.None);

            var before = acknowledged.Count;
            await Eventually.TrueAsync(() => Task.FromResult(acknowledged.Count > before + 20));
            await stop.CancelAsync();
            await posting;
            await SettledAsync(driver, integration, room);
            await CheckAsync(driver, receiver, integration, room, acknowledged);
            output.WriteLine($"{acknowledged.Count} events acknowledged, {before} of them before storage went; {receiver.Calls.Count} calls");
        }
        finally
        {
            await azurite.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PostAsync(OutgoingDriver driver, string room, int poster, ConcurrentBag<string> acknowledged, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var text = $"event {poster}-{n}";
            var (status, _) = await driver.Api.SendAsync(HttpMethod.Post, "chat.postMessage", new { roomId = room, text });
            if ((int)status == 200) acknowledged.Add(text);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static Task AnswerAsync(ReceiverCall call, HttpContext context) =>
        context.Response.WriteAsync(JsonSerializer.Serialize(new { text = "answer to " + call.Json.GetProperty("message_id").GetString() }));

    private static async Task SettledAsync(OutgoingDriver driver, string integration, string room)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var events = (await AllMessagesAsync(driver, room)).Count(IsEvent);
            var done = (await AllAsync(driver, $"integrations.history?id={integration}&state=succeeded", "history")).Count;
            if (done >= events) return;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"{done} of {events} deliveries have ended.");
            await Task.Delay(500);
        }
    }

    private static async Task CheckAsync(OutgoingDriver driver, Receiver receiver, string integration, string room, IEnumerable<string> acknowledged)
    {
        var messages = await AllMessagesAsync(driver, room);
        var events = messages.Where(IsEvent).ToList();
        Assert.NotEmpty(acknowledged);
        Assert.Subset(events.Select(Text).ToHashSet(), acknowledged.ToHashSet());
        var called = receiver.Calls.Select(call => call.Json.GetProperty("message_id").GetString()).ToHashSet();
        Assert.All(events, message => Assert.Contains(Id(message), called));
        Assert.Equal(events.Select(message => "answer to " + Id(message)).Order(), messages.Where(message => !IsEvent(message)).Select(Text).Order());
        var history = await AllAsync(driver, $"integrations.history?id={integration}", "history");
        Assert.Equal(events.Select(Id).Order(), history.Select(entry => entry.GetProperty("data").GetProperty("message_id").GetString()!).Order());
        Assert.All(history, entry => Assert.True(entry.GetProperty("successful").GetBoolean() && entry.GetProperty("attempts").GetArrayLength() > 0));
    }

    private static async Task<List<JsonElement>> AllMessagesAsync(OutgoingDriver driver, string room) =>
        [.. (await AllAsync(driver, $"channels.messages?roomId={room}", "messages")).Where(message => !message.TryGetProperty("t", out _))];

    private static async Task<List<JsonElement>> AllAsync(OutgoingDriver driver, string path, string list)
    {
        List<JsonElement> all = [];
        while (true)
        {
            var page = (await driver.Api.GetAsync($"{path}&count=100&offset={all.Count}")).GetProperty(list).EnumerateArray().ToList();
            if (page.Count == 0) return all;
            all.AddRange(page);
        }
    }

    private static bool IsEvent(JsonElement message) => Text(message).StartsWith("event", StringComparison.Ordinal);

    private static string Text(JsonElement message) => message.GetProperty("msg").GetString()!;

    private static string Id(JsonElement message) => message.GetProperty("_id").GetString()!;
}
