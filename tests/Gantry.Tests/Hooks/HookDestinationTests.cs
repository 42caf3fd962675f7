using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Hooks;

public sealed class HookDestinationTests
{
    [Fact]
    public async Task Several_rooms_get_a_message_each_and_a_room_named_twice_gets_one()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (first, second) = (await driver.NewRoomAsync(), await driver.NewRoomAsync());
        var hook = await driver.NewHookAsync($"{first.Channel}, {second.Channel},{first.Channel}");
        Assert.Equal(2, (await driver.PostAsync(hook, new { text = "both" })).Count);
        Assert.Equal(["both"], await driver.TextsAsync(first.Id));
        Assert.Equal(["both"], await driver.TextsAsync(second.Id));
    }

    [Fact]
    public async Task A_user_gets_a_direct_message()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var user = await driver.Server.NewUserAsync();
        var hook = await driver.NewHookAsync("@" + user.Username);
        var (_, body) = await driver.CallAsync(hook, new { text = "psst" });
        var roomId = body.GetProperty("messages")[0].GetProperty("rid").GetString();
        var messages = (await user.GetAsync("im.messages?roomId=" + roomId)).GetProperty("messages");
        Assert.Equal("psst", messages[0].GetProperty("msg").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_body_may_name_another_room_only_where_that_is_allowed(bool allowed)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (own, other) = (await driver.NewRoomAsync(), await driver.NewRoomAsync());
        var hook = await driver.NewHookAsync(own.Channel, new { overrideDestinationChannelEnabled = allowed });
        foreach (var payload in new object[] { new { text = "x", channel = other.Channel }, new { text = "x", roomId = other.Id }, new { text = "x", channel = new[] { other.Channel } } })
        {
            if (allowed) await driver.PostAsync(hook, payload);
            else Assert.Equal("overriding destination channel is disabled for this integration", (await driver.RefusedAsync(HttpStatusCode.Forbidden, hook, payload)).Error);
        }

        Assert.Equal(allowed ? 3 : 0, (await driver.TextsAsync(other.Id)).Count);
        Assert.Empty(await driver.TextsAsync(own.Id));
    }

    [Fact]
    public async Task The_body_may_always_choose_among_the_rooms_of_the_integration()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (first, second) = (await driver.NewRoomAsync(), await driver.NewRoomAsync());
        var hook = await driver.NewHookAsync(new[] { first.Channel, second.Channel });
        await driver.PostAsync(hook, new { text = "only the second", channel = second.Channel.ToUpperInvariant() });
        await driver.PostAsync(hook, new { text = "by id", roomId = second.Id });
        Assert.Empty(await driver.TextsAsync(first.Id));
        Assert.Equal(["by id", "only the second"], await driver.TextsAsync(second.Id));
    }

    [Fact]
    public async Task Without_separate_answers_one_bad_room_refuses_all()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (good, hidden) = (await driver.NewRoomAsync(), await driver.NewRoomAsync("groups"));
        var hook = await driver.NewHookAsync(new[] { good.Channel, hidden.Channel });
        Assert.Equal("error-not-allowed", (await driver.RefusedAsync(HttpStatusCode.Forbidden, hook, new { text = "x" })).ErrorType);
        Assert.Empty(await driver.TextsAsync(good.Id));
    }

    [Fact]
    public async Task With_separate_answers_each_room_says_how_it_went()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (good, hidden) = (await driver.NewRoomAsync(), await driver.NewRoomAsync("groups"));
        var hook = await driver.NewHookAsync(new[] { good.Channel, hidden.Channel });
        var (status, body) = await driver.CallAsync(hook, new { text = "Example message", separateResponse = true });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.GetProperty("success").GetBoolean());
        var responses = body.GetProperty("responses");
        Assert.Equal(good.Channel, responses[0].GetProperty("channel").GetString());
        var message = responses[0].GetProperty("message");
        Assert.Equal("Example message", message.GetProperty("msg").GetString());
        Assert.Equal(JsonValueKind.Array, message.GetProperty("mentions").ValueKind);
        Assert.Equal("PARAGRAPH", message.GetProperty("md")[0].GetProperty("type").GetString());
        Assert.Equal($$"""{"channel":"{{hidden.Channel}}","error":"error-not-allowed"}""", responses[1].GetRawText());
    }

    [Fact]
    public async Task With_separate_answers_and_no_good_room_the_call_fails()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hidden = await driver.NewRoomAsync("groups");
        var hook = await driver.NewHookAsync(hidden.Channel);
        var (status, body) = await driver.CallAsync(hook, new { text = "x", separateResponse = true });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.False(body.GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task All_public_channels_means_those_that_the_posting_user_is_in()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var bot = await driver.Server.NewUserAsync();
        var (joined, other) = (await driver.NewRoomAsync(), await driver.NewRoomAsync());
        await bot.PostAsync("channels.join", new { roomId = joined.Id });
        var hook = await driver.NewHookAsync("all_public_channels", new { username = bot.Username });
        await driver.PostAsync(hook, new { text = "to all" });
        Assert.Equal(["to all"], await driver.TextsAsync(joined.Id));
        Assert.Empty(await driver.TextsAsync(other.Id));
    }

    [Fact]
    public async Task Too_many_rooms_are_refused()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", new { overrideDestinationChannelEnabled = true });
        var users = Enumerable.Range(0, 60).Select(number => $"@nobody{number}").ToArray();
        Assert.Equal("error-too-many-destinations", (await driver.RefusedAsync(HttpStatusCode.UnprocessableEntity, hook, new { text = "x", separateResponse = true, channel = users })).ErrorType);
    }
}
