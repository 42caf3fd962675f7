namespace Gantry.Tests.Outgoing;

/// <summary>An event goes out, and the answer comes back (seed 000; design 6).</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task A_message_with_the_trigger_word_calls_the_address_and_the_answer_appears_in_the_room()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "Noted.", alias = "Pager", emoji = ":bell:" });
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { triggerWords = new[] { "alert", "notify" } });

        var id = await driver.SayAsync(room, "alert Something happened");

        var payload = (await receiver.WaitAsync())[0].Json;
        Assert.Equal("secret-token", payload.GetProperty("token").GetString());
        Assert.Equal("alert", payload.GetProperty("trigger_word").GetString());
        Assert.Equal("alert Something happened", payload.GetProperty("text").GetString());
        Assert.Equal(id, payload.GetProperty("message_id").GetString());
        Assert.Equal(room, payload.GetProperty("channel_id").GetString());
        Assert.Equal(channel[1..], payload.GetProperty("channel_name").GetString());
        Assert.Equal("admin", payload.GetProperty("user_name").GetString());
        foreach (var flag in (string[])["bot", "robot", "is_edited"]) Assert.False(payload.GetProperty(flag).GetBoolean());
        foreach (var text in (string[])["timestamp", "user_id", "team_id", "team_domain"]) Assert.NotEqual("", payload.GetProperty(text).GetString());

        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal(("succeeded", "url-response-sent-message", 200), (entry.GetProperty("state").GetString(), entry.GetProperty("step").GetString(), entry.GetProperty("status").GetInt32()));
        var answer = (await driver.MessagesAsync(room))[0];
        Assert.Equal(("Noted.", "Pager", ":bell:", "rocket.cat"), (answer.GetProperty("msg").GetString(), answer.GetProperty("alias").GetString(), answer.GetProperty("emoji").GetString(), answer.GetProperty("u").GetProperty("username").GetString()));
        Assert.Equal(integration, answer.GetProperty("bot").GetProperty("i").GetString());
        Assert.Equal(answer.GetProperty("_id").GetString(), entry.GetProperty("messageIds")[0].GetString());
    }

    [Fact]
    public async Task A_failed_call_is_tried_again_until_it_goes_well_with_the_same_id()
    {
        var calls = 0;
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref calls) < 3 ? 503 : 204;
            return Task.CompletedTask;
        });
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 3, retryDelay = "powers-of-ten" });

        await driver.SayAsync(room, "again and again");

        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal("succeeded", entry.GetProperty("state").GetString());
        Assert.Equal([503, 503, 204], entry.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("status").GetInt32()));
        Assert.Single(receiver.Calls.Select(call => call.Id).Distinct());
    }

    [Fact]
    public async Task A_call_that_keeps_failing_ends_after_the_last_retry_and_says_why()
    {
        await using var receiver = await Receiver.StartAsync(500);
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = true, retryCount = 2, retryDelay = "powers-of-ten" });

        await driver.SayAsync(room, "hello");

        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal(("failed", "too-many-retries", 3), (entry.GetProperty("state").GetString(), entry.GetProperty("step").GetString(), entry.GetProperty("attempts").GetArrayLength()));
        Assert.Contains("500", entry.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
