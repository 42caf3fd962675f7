using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Tests.Outgoing;

/// <summary>What becomes of answers, and what scripts make of calls and answers (seeds 000 and 003; <c>rocket-chat-behaviour.md</c> 3.4-3.6).</summary>
public sealed class DeliveryAnswerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"text\": \"\"}")]
    [InlineData("not JSON")]
    public async Task An_answer_without_text_posts_nothing_and_is_a_success(string body)
    {
        await using var receiver = await Receiver.StartAsync((_, context) => context.Response.WriteAsync(body));
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel);

        await driver.SayAsync(room, "hello");

        Assert.Equal("succeeded", Text((await driver.SettledAsync(integration))[0], "state"));
        Assert.Single(await driver.MessagesAsync(room));
    }

    [Fact]
    public async Task The_answer_goes_to_the_target_room_as_the_impersonated_user()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "Elsewhere.", attachments = new[] { new { color = "good", text = "attached" } } });
        var driver = await OutgoingDriver.StartAsync();
        var ((channel, room), (target, targetRoom)) = (await driver.NewRoomAsync(), await driver.NewRoomAsync());
        var user = await driver.Server.NewUserAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { targetRoom = target, impersonateUser = true });

        await driver.As(user).SayAsync(room, "hello");
        await driver.SettledAsync(integration);

        var answer = Assert.Single(await driver.MessagesAsync(targetRoom));
        Assert.Equal(("Elsewhere.", user.Username), (Text(answer, "msg"), Text(answer.GetProperty("u"), "username")));
        Assert.Equal("attached", Text(answer.GetProperty("attachments")[0], "text"));
    }

    [Fact]
    public async Task An_answer_that_names_a_room_which_is_not_there_is_told_in_history()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "Nowhere.", channel = "#no-such-room-at-all" });
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel);

        await driver.SayAsync(room, "hello");

        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal(("succeeded", "after-http-call-send-message-failed"), (Text(entry, "state"), Text(entry, "step")));
        Assert.NotEqual("", Text(entry, "error"));
    }

    [Fact]
    public async Task The_script_of_seed_000_shapes_the_call_and_the_answer()
    {
        await using var receiver = await Receiver.StartAsync(new { result = "done" });
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        const string script = """
            class Script {
              prepare_outgoing_request({ request }) {
                console.log('preparing', request.data.text);
                return {
                  url: request.url + '?source=rocketchat',
                  headers: { 'X-Custom-Header': 'Custom Value', 'Authorization': 'Bearer ' + request.token },
                  data: { message: request.data.text, user: request.data.user_name, timestamp: new Date().toISOString() }
                };
              }
              process_outgoing_response({ request, response }) {
                if (response.statusCode === 200) return { content: { text: 'External service processed the message: ' + response.content.result } };
                return { content: { text: 'Failed to process message externally' } };
              }
            }
            """;
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { scriptEnabled = true, script });

        await driver.SayAsync(room, "hello");

        var call = Assert.Single(await receiver.WaitAsync());
        Assert.Equal(("/receive?source=rocketchat", "Custom Value", "Bearer secret-token"), (call.Path, call.Headers["x-custom-header"], call.Headers["authorization"]));
        Assert.Equal(("hello", "admin"), (Text(call.Json, "message"), Text(call.Json, "user")));
        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal("External service processed the message: done", Text((await driver.MessagesAsync(room))[0], "msg"));
        Assert.True(entry.GetProperty("ranPrepareScript").GetBoolean() && entry.GetProperty("ranProcessScript").GetBoolean());
        Assert.Contains("preparing", Text(entry.GetProperty("script").GetProperty("console")[0], "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return;", "after-prepare-no-opts", null)]
    [InlineData("return { message: { text: 'instead' } };", "after-prepare-no-url_or_method", "instead")]
    public async Task A_script_may_cancel_the_call_or_post_in_its_place(string body, string step, string? posted)
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var script = $"class Script {{ prepare_outgoing_request({{ request }}) {{ {body} }} }}";
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { scriptEnabled = true, script });

        await driver.SayAsync(room, "hello");

        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal(("succeeded", step), (Text(entry, "state"), Text(entry, "step")));
        Assert.Empty(receiver.Calls);
        Assert.Equal(posted is null ? ["hello"] : [posted, "hello"], (await driver.MessagesAsync(room)).Select(message => Text(message, "msg")));
    }

    [Fact]
    public async Task A_message_before_the_call_is_posted_once_however_often_the_call_is_tried()
    {
        var calls = 0;
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref calls) < 3 ? 500 : 200;
            return Task.CompletedTask;
        });
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        const string script = "class Script { prepare_outgoing_request({ request }) { return { url: request.url, method: 'PUT', message: { text: 'working on it' } }; } }";
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { scriptEnabled = true, script, retryFailedCalls = true, retryCount = 4 });

        await driver.SayAsync(room, "hello");

        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal(("succeeded", 3), (Text(entry, "state"), entry.GetProperty("attempts").GetArrayLength()));
        Assert.All(receiver.Calls, call => Assert.Equal("PUT", call.Method));
        Assert.Equal(["working on it", "hello"], (await driver.MessagesAsync(room)).Select(message => Text(message, "msg")));
    }

    [Fact]
    public async Task A_script_that_stops_the_response_ends_the_delivery_without_a_retry()
    {
        await using var receiver = await Receiver.StartAsync(500);
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        const string script = "class Script { process_outgoing_response({ request, response }) { return false; } }";
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { scriptEnabled = true, script, retryFailedCalls = true, retryCount = 4 });

        await driver.SayAsync(room, "hello");

        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal(("failed", "after-process-false-result"), (Text(entry, "state"), Text(entry, "step")));
        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task A_script_that_throws_is_told_in_history_and_nobody_is_called()
    {
        await using var receiver = await Receiver.StartAsync();
        var driver = await OutgoingDriver.StartAsync();
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { scriptEnabled = true, script = "class Script { prepare_outgoing_request() { throw new Error('broken'); } }" });

        await driver.SayAsync(room, "hello");

        var entry = (await driver.SettledAsync(integration))[0];
        Assert.Equal(("failed", "execute-script-error-running-prepare_outgoing_request"), (Text(entry, "state"), Text(entry, "step")));
        Assert.Contains("broken", Text(entry, "error"), StringComparison.Ordinal);
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_has_the_integration_disabled_and_its_creator_told()
    {
        await using var receiver = await Receiver.StartAsync(410);
        var driver = await OutgoingDriver.StartAsync();
        var maker = await driver.Server.NewUserAsync("user", "bot");
        await driver.Api.PostAsync("permissions.update", new { permissions = new[] { new { _id = "manage-own-outgoing-integrations", roles = new[] { "admin", "bot" } } } });
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.As(maker).NewIntegrationAsync(receiver.Url, channel);

        await driver.SayAsync(room, "hello");

        Assert.Equal(("failed", "after-process-http-status-410"), ((await driver.SettledAsync(integration))[0] is var entry ? Text(entry, "state") : null, Text(entry, "step")));
        await Eventually.TrueAsync(async () => !(await driver.Api.GetAsync("integrations.get?integrationId=" + integration)).GetProperty("integration").GetProperty("enabled").GetBoolean());
        var direct = (await maker.PostAsync("im.create", new { username = "rocket.cat" })).GetProperty("room").GetProperty("_id").GetString()!;
        await Eventually.TrueAsync(async () => (await driver.As(maker).MessagesAsync(direct, "im")).Any(message => Text(message, "msg")!.Contains(integration, StringComparison.Ordinal)));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
