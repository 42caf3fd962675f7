using System.Net;
using System.Net.Http.Json;

namespace Gantry.Tests.Hooks;

public sealed class HookIdempotencyTests
{
    public static TheoryData<string> KeyHeaders => ["Idempotency-Key", "webhook-id", "X-GitHub-Delivery", "X-Shopify-Webhook-Id", "X-Gitlab-Event-UUID"];

    [Theory]
    [MemberData(nameof(KeyHeaders))]
    public async Task A_repeat_with_the_same_key_gets_the_first_answer_and_posts_nothing(string header)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, roomId) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        var (_, first) = await driver.CallAsync(hook, new { text = "once" }, (header, "key-1"));
        var (status, second) = await driver.CallAsync(hook, new { text = "once" }, (header, "key-1"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(["once"], await driver.TextsAsync(roomId));
        Assert.Equal(1, (await driver.HistoryAsync(hook)).Total);
    }

    [Fact]
    public async Task A_repeat_says_that_it_is_one()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        await driver.CallAsync(hook, new { text = "once" }, ("Idempotency-Key", "k"));
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Path) { Content = JsonContent.Create(new { text = "once" }), Headers = { { "Idempotency-Key", "k" } } };
        using var response = await driver.Server.Http.SendAsync(request);
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("Idempotent-Replayed")));
    }

    [Fact]
    public async Task Another_key_and_another_integration_post_anew()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, roomId) = await driver.NewRoomAsync();
        var (first, second) = (await driver.NewHookAsync(channel), await driver.NewHookAsync(channel));
        await driver.CallAsync(first, new { text = "x" }, ("Idempotency-Key", "a"));
        await driver.CallAsync(first, new { text = "x" }, ("Idempotency-Key", "b"));
        await driver.CallAsync(second, new { text = "x" }, ("Idempotency-Key", "a"));
        Assert.Equal(3, (await driver.TextsAsync(roomId)).Count);
    }

    [Fact]
    public async Task A_key_with_another_body_is_refused()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        await driver.CallAsync(hook, new { text = "one" }, ("Idempotency-Key", "k"));
        Assert.Equal("error-idempotency-key-reused", (await driver.RefusedAsync(HttpStatusCode.UnprocessableEntity, hook, new { text = "two" }, ("Idempotency-Key", "k"))).ErrorType);
    }

    [Fact]
    public async Task Repeats_that_come_at_once_post_once_and_get_the_same_answer()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, roomId) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => driver.CallAsync(hook, new { text = "once" }, ("Idempotency-Key", "k"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body.GetProperty("messages")[0].GetProperty("_id").GetString()).Distinct(StringComparer.Ordinal));
        Assert.Equal(["once"], await driver.TextsAsync(roomId));

        // The message, and the one that tells that the posting user joined.
        var room = (await driver.Api.GetAsync("channels.info?roomId=" + roomId)).GetProperty("channel");
        Assert.Equal(2, room.GetProperty("msgs").GetInt32());
    }

    [Fact]
    public async Task A_refused_call_may_be_repeated_with_its_key()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", new { overrideDestinationChannelEnabled = true });
        var name = Names.New("later");
        await driver.RefusedAsync(HttpStatusCode.UnprocessableEntity, hook, new { text = "x", channel = "#" + name }, ("Idempotency-Key", "k"));
        await driver.Api.PostAsync("channels.create", new { name });
        Assert.Single(await driver.PostAsync(hook, new { text = "x", channel = "#" + name }, ("Idempotency-Key", "k")));
    }
}
