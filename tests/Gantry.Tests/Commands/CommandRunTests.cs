using System.Net;
using System.Text.Json;
using Gantry.Tests.Workspace;
using Microsoft.AspNetCore.Http;
using static Gantry.Tests.Commands.CommandDriver;

namespace Gantry.Tests.Commands;

/// <summary><c>commands.run</c>: the call of seed 000, and what becomes of its answer.</summary>
public sealed class CommandRunTests
{
    [Fact]
    public async Task The_address_is_called_with_the_seeds_payload_signed_and_an_answer_in_the_channel_is_seen_by_all()
    {
        await using var receiver = await Receiver.StartAsync(
            new { text = "Command executed successfully!", response_type = "in_channel", attachments = new[] { new { color = "good", text = "Command output", title = "Result" } } });
        var driver = await CommandDriver.StartAsync();
        var person = await People.NewAsync(driver.Server);
        var (room, name) = await driver.Api.NewRoomAsync("channels", person);
        var command = await driver.NewAsync(receiver.Url);

        var answer = await driver.RunAsync(command, room, "command arguments", person);

        var call = Assert.Single(receiver.Calls);
        Assert.Equal(
            ["token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command", "text", "response_url"],
            call.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal((command.Token, room, name, person.UserId), (Text(call.Json, "token"), Text(call.Json, "channel_id"), Text(call.Json, "channel_name"), Text(call.Json, "user_id")));
        Assert.Equal((person.Username, "/" + command.Name, "command arguments"), (Text(call.Json, "user_name"), Text(call.Json, "command"), Text(call.Json, "text")));
        Assert.StartsWith(driver.Server.Url + "hooks/commands/", Text(call.Json, "response_url"), StringComparison.Ordinal);
        var headers = call.Headers.Where(header => header.Key.StartsWith("webhook-", StringComparison.Ordinal)).ToDictionary();
        var verified = await NodeClient.RunAsync("verify-webhook.mjs", "standardwebhooks", command.Secret, JsonSerializer.Serialize(headers), call.Body);
        Assert.Equal(command.Token, Text(verified.GetProperty("verified"), "token"));

        var message = Assert.Single(await driver.MessagesAsync(room));
        Assert.Equal(("Command executed successfully!", "rocket.cat"), (Text(message, "msg"), Text(message.GetProperty("u"), "username")));
        Assert.Equal(("good", "Result"), (Text(message.GetProperty("attachments")[0], "color"), Text(message.GetProperty("attachments")[0], "title")));
        Assert.Equal(Text(message, "_id"), Text(answer.GetProperty("message"), "_id"));
        Assert.False(answer.GetProperty("pending").GetBoolean());

        var entry = await driver.SettledAsync(command);
        Assert.Equal(("succeeded", 200, Text(answer, "executionId")), (Text(entry, "state"), entry.GetProperty("status").GetInt32(), Text(entry, "_id")));
        Assert.Equal(Text(message, "_id"), entry.GetProperty("messageIds")[0].GetString());
        Assert.DoesNotContain(command.Token, entry.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hooks/commands", entry.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text":"*hi* <https://example.org|there>","response_type":"ephemeral"}""", "application/json", "*hi* [there](https://example.org)")]
    [InlineData("""{"text":"no type"}""", "application/json", "no type")]
    [InlineData("plain words", "text/plain", "plain words")]
    public async Task An_answer_for_who_ran_it_is_seen_by_nobody_else(string body, string type, string text)
    {
        await using var receiver = await Receiver.StartAsync(async (_, context) =>
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        });
        var driver = await CommandDriver.StartAsync();
        var person = await People.NewAsync(driver.Server);
        var room = await driver.NewRoomAsync(person);
        var answer = await driver.RunAsync(await driver.NewAsync(receiver.Url), room, caller: person);

        Assert.True(answer.GetProperty("message").GetProperty("private").GetBoolean());
        Assert.Equal(text, Text(Assert.Single(await driver.PrivatelyAsync(room, person)), "msg"));
        Assert.Empty(await driver.PrivatelyAsync(room));
        Assert.Empty(await driver.MessagesAsync(room));
    }

    [Theory]
    [InlineData(500, "oh no", "text/plain", "failed: its service answered 500")]
    [InlineData(200, "{not json", "application/json", "cannot be read")]
    [InlineData(200, """{"text":{},"response_type":"in_channel"}""", "application/json", "cannot be shown")]
    public async Task A_failure_is_told_to_who_ran_it_and_history_has_the_details(int status, string body, string type, string said)
    {
        await using var receiver = await Receiver.StartAsync(async (_, context) =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            await context.Response.WriteAsync(body);
        });
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        var command = await driver.NewAsync(receiver.Url);
        var answer = await driver.RunAsync(command, room);
        Assert.Contains(said, Text(answer.GetProperty("message"), "msg"), StringComparison.Ordinal);
        Assert.Empty(await driver.MessagesAsync(room));
        var entry = await driver.SettledAsync(command);
        Assert.Equal("failed", Text(entry, "state"));
        Assert.Equal(body, Text(entry.GetProperty("attempts")[0], "response"));
        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task An_empty_answer_says_nothing()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        var answer = await driver.RunAsync(await driver.NewAsync(receiver.Url), room);
        Assert.False(answer.TryGetProperty("message", out _));
        Assert.Empty(await driver.PrivatelyAsync(room));
    }

    [Fact]
    public async Task A_private_address_is_not_called_unless_that_is_allowed()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var driver = await CommandDriver.StartAsync(await GantryServer.SharedAsync());
        var command = await driver.NewAsync(receiver.Url);
        var answer = await driver.RunAsync(command, await driver.NewRoomAsync());
        Assert.Contains("could not be reached", Text(answer.GetProperty("message"), "msg"), StringComparison.Ordinal);
        Assert.Equal("refused", Text((await driver.SettledAsync(command)).GetProperty("attempts")[0], "outcome"));
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task An_answer_to_a_room_in_which_who_ran_it_may_not_post_is_told_to_it_alone()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "loud", response_type = "in_channel" });
        var driver = await CommandDriver.StartAsync();
        var person = await People.NewAsync(driver.Server);
        var room = await driver.NewRoomAsync(person);
        await driver.Api.PostAsync("channels.setReadOnly", new { roomId = room, readOnly = true });
        await driver.RunAsync(await driver.NewAsync(receiver.Url), room, caller: person);
        Assert.Contains("could not be posted", Text(Assert.Single(await driver.PrivatelyAsync(room, person)), "msg"), StringComparison.Ordinal);
        Assert.Empty(await driver.MessagesAsync(room));
    }

    [Fact]
    public async Task In_a_thread_the_answer_goes_into_the_thread()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "reply", response_type = "in_channel" });
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        var tmid = await driver.Api.SayAsync(room, "begin");
        var command = await driver.NewAsync(receiver.Url);
        var answer = await driver.Api.PostAsync("commands.run", new { command = command.Name, roomId = room, tmid, triggerId = "t-1" });
        Assert.Equal(tmid, Text(answer.GetProperty("message"), "tmid"));
        Assert.Equal((tmid, "t-1"), (Text(receiver.Calls[0].Json, "tmid"), Text(receiver.Calls[0].Json, "trigger_id")));
        var error = await driver.Api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "commands.run", new { command = command.Name, roomId = await driver.NewRoomAsync(), tmid });
        Assert.Equal("Invalid thread. [error-invalid-message]", error.Error);
    }

    [Fact]
    public async Task What_cannot_run_is_refused_and_calls_nobody()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var driver = await CommandDriver.StartAsync();
        var person = await People.NewAsync(driver.Server);
        var room = await driver.NewRoomAsync();
        var (command, disabled, local) = (await driver.NewAsync(receiver.Url), await driver.NewAsync(receiver.Url, new { enabled = false }), await driver.NewAsync(receiver.Url, new { clientOnly = true }));
        var (hidden, _) = await driver.Api.NewRoomAsync("groups");

        await RefusedAsync(HttpStatusCode.NotFound, "The command provided does not exist (or is disabled).", new { command = Names.New("none"), roomId = room });
        await RefusedAsync(HttpStatusCode.NotFound, "The command provided does not exist (or is disabled).", new { command = disabled.Name, roomId = room });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, null, new { command = local.Name, roomId = room });
        await RefusedAsync(HttpStatusCode.Forbidden, "User does not have access to this room", new { command = command.Name, roomId = hidden });
        await RefusedAsync(HttpStatusCode.Forbidden, "User does not have access to this room", new { command = command.Name, roomId = "nowhere" });
        await RefusedAsync(HttpStatusCode.BadRequest, null, new { command = command.Name });
        await RefusedAsync(HttpStatusCode.BadRequest, null, new { roomId = room });
        await driver.Api.PostAsync("channels.archive", new { roomId = room });
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, null, new { command = command.Name, roomId = room });
        Assert.Empty(receiver.Calls);

        async Task RefusedAsync(HttpStatusCode status, string? expected, object body)
        {
            var (error, _) = await person.RefusedAsync(status, HttpMethod.Post, "commands.run", body);
            if (expected is not null) Assert.Equal(expected, error);
        }
    }
}
