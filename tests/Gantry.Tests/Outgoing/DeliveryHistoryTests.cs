using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Tests.Outgoing;

/// <summary>Calls in history: found again, made again, brought back, deleted (<c>rocket-chat-behaviour.md</c> 1.10, 1.11; design 6).</summary>
public sealed class DeliveryHistoryTests
{
    [Fact]
    public async Task History_is_filtered_by_state_and_time()
    {
        await using var receiver = await Receiver.StartAsync(Unless("bad"));
        var (driver, channel, room) = await StartAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = false });
        foreach (var text in (string[])["good", "bad", "good too"]) await driver.SayAsync(room, text);
        var all = await driver.SettledAsync(integration, 3);

        Assert.Equal(["good too", "good"], Texts(await driver.HistoryAsync(integration, "&state=succeeded")));
        Assert.Equal(["bad"], Texts(await driver.HistoryAsync(integration, "&state=failed")));
        Assert.Equal(3, (await driver.HistoryAsync(integration, "&state=failed,succeeded")).Count);
        Assert.Empty(await driver.HistoryAsync(integration, "&state=retrying"));
        var second = all[1].GetProperty("_createdAt").GetString()!;
        Assert.Equal(["good too", "bad"], Texts(await driver.HistoryAsync(integration, "&since=" + second)));
        Assert.Equal(["good"], Texts(await driver.HistoryAsync(integration, "&until=" + second)));
        var (error, _) = await driver.Api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Get, $"integrations.history?id={integration}&state=lost");
        Assert.Contains("retrying", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("integrations.replay")]
    [InlineData("integrations.replayOutgoing")]
    public async Task A_replay_sends_the_event_as_it_was_with_the_id_that_it_had(string call)
    {
        await using var receiver = await Receiver.StartAsync();
        var (driver, channel, room) = await StartAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel);
        var msgId = await driver.SayAsync(room, "as it was");
        var first = (await driver.SettledAsync(integration))[0];
        await driver.Api.PostAsync("chat.update", new { roomId = room, msgId, text = "as it is" });

        var historyId = (await driver.Api.PostAsync(call, new { integrationId = integration, historyId = Id(first) })).GetProperty("historyId").GetString();

        var calls = await receiver.WaitAsync(2);
        Assert.Equal((calls[0].Id, "as it was"), (calls[1].Id, calls[1].Json.GetProperty("text").GetString()));
        var again = (await driver.SettledAsync(integration, 2))[0];
        Assert.Equal((historyId, Id(first), "succeeded"), (Id(again), again.GetProperty("replayOf").GetString(), State(again)));
        await driver.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, call, new { integrationId = integration, historyId = "unknown" });
    }

    [Fact]
    public async Task A_dry_replay_shows_what_a_changed_script_would_send_and_calls_nobody()
    {
        await using var receiver = await Receiver.StartAsync();
        var (driver, channel, room) = await StartAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel);
        await driver.SayAsync(room, "hello");
        var first = (await driver.SettledAsync(integration))[0];

        const string script = "class Script { prepare_outgoing_request({ request }) { return { url: request.url + '/v2', method: 'PUT', data: { said: request.data.text } }; } }";
        var shown = await driver.Api.PostAsync("integrations.replay", new { integrationId = integration, historyId = Id(first), dry = true, script });

        Assert.Equal((receiver.Url + "/v2", "PUT"), (shown.GetProperty("request").GetProperty("url").GetString(), shown.GetProperty("request").GetProperty("method").GetString()));
        Assert.Equal("hello", shown.GetProperty("request").GetProperty("data").GetProperty("said").GetString());
        Assert.Single(await driver.HistoryAsync(integration));
        Assert.Single(receiver.Calls);
        await driver.Api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "integrations.replay", new { integrationId = integration, historyId = Id(first), script });
    }

    [Fact]
    public async Task What_failed_since_a_time_is_recovered_at_once()
    {
        var isUp = false;
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Volatile.Read(ref isUp) ? 200 : 500;
            return Task.CompletedTask;
        });
        var (driver, channel, room) = await StartAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = false });
        for (var i = 0; i < 3; i++) await driver.SayAsync(room, $"lost {i}");
        var failed = await driver.SettledAsync(integration, 3);
        Volatile.Write(ref isUp, true);

        var since = failed[1].GetProperty("_createdAt").GetString();
        var answer = await driver.Api.PostAsync("integrations.recover", new { integrationId = integration, since });

        Assert.Equal((2, false), (answer.GetProperty("recovered").GetInt32(), answer.GetProperty("remaining").GetBoolean()));
        await Eventually.TrueAsync(async () => (await driver.HistoryAsync(integration, "&state=succeeded")).Count == 2);
        Assert.Equal(["lost 0"], Texts(await driver.HistoryAsync(integration, "&state=failed")));
        Assert.Equal([500, 200], (await driver.HistoryAsync(integration, "&state=succeeded"))[0].GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("status").GetInt32()));
        Assert.Equal(3, receiver.Calls.Select(call => call.Id).Distinct().Count());
        Assert.Equal(0, (await driver.Api.PostAsync("integrations.recover", new { integrationId = integration, since })).GetProperty("recovered").GetInt32());
        await driver.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "integrations.recover", new { integrationId = integration });
        await driver.Api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "integrations.recover", new { integrationId = integration, since, state = "succeeded" });
    }

    [Fact]
    public async Task Retries_of_an_integration_that_is_disabled_meanwhile_stop_and_can_be_recovered()
    {
        var isUp = false;
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Volatile.Read(ref isUp) ? 200 : 503;
            return Task.CompletedTask;
        });
        var (driver, channel, room) = await StartAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 5, retryDelay = "powers-of-two" });
        await driver.SayAsync(room, "hello");
        await receiver.WaitAsync();
        await EnableAsync(false);
        var cancelled = (await driver.SettledAsync(integration))[0];
        Assert.Equal(("cancelled", "integration-disabled"), (State(cancelled), cancelled.GetProperty("step").GetString()));
        var made = receiver.Calls.Count;
        await driver.Api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "integrations.recover", new { integrationId = integration, since = "2020-01-01T00:00:00Z" });

        Volatile.Write(ref isUp, true);
        await EnableAsync(true);
        await driver.Api.PostAsync("integrations.recover", new { integrationId = integration, since = "2020-01-01T00:00:00Z" });
        await Eventually.TrueAsync(async () => (await driver.HistoryAsync(integration, "&state=succeeded")).Count == 1);
        Assert.Equal(made + 1, receiver.Calls.Count);

        async Task EnableAsync(bool enabled)
        {
            var change = JsonSerializer.SerializeToNode((await driver.Api.GetAsync("integrations.get?integrationId=" + integration)).GetProperty("integration"))!.AsObject();
            (change["integrationId"], change["enabled"]) = (integration, enabled);
            await driver.Api.OkAsync(HttpMethod.Put, "integrations.update", change);
        }
    }

    [Fact]
    public async Task Cleared_history_is_gone_but_for_calls_that_are_still_to_be_made()
    {
        await using var receiver = await Receiver.StartAsync(Unless("later"));
        var (driver, channel, room) = await StartAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 9, retryDelay = "powers-of-two" });
        await driver.SayAsync(room, "now");
        await driver.SettledAsync(integration);
        await driver.SayAsync(room, "later");
        await Eventually.TrueAsync(async () => (await driver.HistoryAsync(integration, "&state=retrying")).Count == 1);

        Assert.Equal(1, (await driver.Api.PostAsync("integrations.clearHistory", new { integrationId = integration })).GetProperty("removed").GetInt32());

        var left = Assert.Single(await driver.HistoryAsync(integration));
        Assert.Equal("later", left.GetProperty("data").GetProperty("text").GetString());
        Assert.Equal(1, (await driver.Api.GetAsync("integrations.history?id=" + integration)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_integration_with_history_switched_off_keeps_only_what_failed()
    {
        await using var receiver = await Receiver.StartAsync(Unless("bad"));
        var (driver, channel, room) = await StartAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = false, historyEnabled = false });
        foreach (var text in (string[])["good", "bad", "good too"]) await driver.SayAsync(room, text);
        await receiver.WaitAsync(3);

        await Eventually.TrueAsync(async () => await driver.HistoryAsync(integration) is [var only] && State(only) == "failed");
    }

    [Fact]
    public async Task Attempts_say_when_how_long_and_what_was_answered_and_the_next_try_is_told()
    {
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync(new string('x', 10_000));
        });
        var (driver, channel, room) = await StartAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 9, retryDelay = "increments-of-two" });
        await driver.SayAsync(room, "hello");
        JsonElement entry = default;
        await Eventually.TrueAsync(async () =>
        {
            if (await driver.HistoryAsync(integration, "&state=retrying") is not [var retrying]) return false;
            entry = retrying;
            return true;
        });

        var attempt = entry.GetProperty("attempts")[0];
        Assert.Equal((1, 503, "POST", receiver.Url), (attempt.GetProperty("number").GetInt32(), attempt.GetProperty("status").GetInt32(), attempt.GetProperty("method").GetString(), attempt.GetProperty("url").GetString()));
        Assert.Equal(4096, attempt.GetProperty("response").GetString()!.Length);
        Assert.True(attempt.GetProperty("milliseconds").GetDouble() > 0);
        Assert.True(entry.GetProperty("nextTry").GetDateTimeOffset() > attempt.GetProperty("at").GetDateTimeOffset());
    }

    private static async Task<(OutgoingDriver Driver, string Channel, string Room)> StartAsync()
    {
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        return (driver, channel, room);
    }

    private static Func<ReceiverCall, HttpContext, Task> Unless(string word) => (call, context) =>
    {
        context.Response.StatusCode = call.Json.GetProperty("text").GetString() == word ? 500 : 200;
        return Task.CompletedTask;
    };

    private static string Id(JsonElement entry) => entry.GetProperty("_id").GetString()!;

    private static string State(JsonElement entry) => entry.GetProperty("state").GetString()!;

    private static IEnumerable<string> Texts(IEnumerable<JsonElement> history) => history.Select(entry => entry.GetProperty("data").GetProperty("text").GetString()!);
}
