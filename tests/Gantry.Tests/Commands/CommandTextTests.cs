using System.Net;
using Gantry.Tests.Workspace;
using Gantry.Tests.Workspace.Realtime;
using static Gantry.Tests.Commands.CommandDriver;

namespace Gantry.Tests.Commands;

/// <summary>Texts that are commands, wherever they are sent.</summary>
public sealed class CommandTextTests
{
    [Theory]
    [InlineData("postMessage")]
    [InlineData("sendMessage")]
    [InlineData("realtime")]
    public async Task A_text_that_is_a_command_runs_it_and_is_not_posted(string way)
    {
        await using var receiver = await Receiver.StartAsync(new { text = "done", response_type = "in_channel" });
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        var command = await driver.NewAsync(receiver.Url);
        var text = $"/{command.Name.ToUpperInvariant()}  two words ";
        await using var connection = await DdpClient.LoginAsync(driver.Server, driver.Api);
        var answer = way switch
        {
            "postMessage" => (await driver.Api.PostAsync("chat.postMessage", new { roomId = room, text })).GetProperty("message"),
            "sendMessage" => (await driver.Api.PostAsync("chat.sendMessage", new { message = new { rid = room, msg = text } })).GetProperty("message"),
            _ => await connection.OkAsync("sendMessage", new { rid = room, msg = text }),
        };
        Assert.Equal("done", Text(answer, "msg"));
        Assert.Equal("two words", Text(Assert.Single(receiver.Calls).Json, "text"));
        Assert.Equal("done", Text(Assert.Single(await driver.MessagesAsync(room)), "msg"));
    }

    [Fact]
    public async Task An_unknown_command_is_told_to_its_sender_and_posted_nowhere()
    {
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        var answer = await driver.Api.PostAsync("chat.postMessage", new { roomId = room, text = "/nosuchcommand please" });
        Assert.True(answer.GetProperty("message").GetProperty("private").GetBoolean());
        Assert.Contains("There is no command `/nosuchcommand`", Text(Assert.Single(await driver.PrivatelyAsync(room)), "msg"), StringComparison.Ordinal);
        Assert.Empty(await driver.MessagesAsync(room));
    }

    [Fact]
    public async Task Help_lists_what_can_run()
    {
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        var command = await driver.NewAsync("https://example.org/", new { description = "Does it", @params = "what" });
        var help = await driver.Api.PostAsync("chat.postMessage", new { roomId = room, text = "/help" });
        Assert.Contains($"`/{command.Name} what` Does it", Text(help.GetProperty("message"), "msg"), StringComparison.Ordinal);
        var one = await driver.Api.PostAsync("commands.run", new { command = "help", roomId = room, @params = "help" });
        Assert.Equal("`/help [command]` Shows the commands that there are", Text(one.GetProperty("message"), "msg"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("// comment")]
    [InlineData("/etc/passwd is a file")]
    [InlineData("see /help")]
    public async Task Other_texts_with_slashes_are_messages(string text)
    {
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        await driver.Api.SayAsync(room, text);
        Assert.Equal(text, Text(Assert.Single(await driver.MessagesAsync(room)), "msg"));
    }

    [Fact]
    public async Task Hooks_and_answers_of_commands_run_no_commands()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "/help", response_type = "in_channel" });
        var driver = await CommandDriver.StartAsync();
        var (channel, room) = await new IntegrationDriver(driver.Server, driver.Api).NewRoomAsync();
        await driver.RunAsync(await driver.NewAsync(receiver.Url), room);
        var hooks = new IntegrationDriver(driver.Server, driver.Api);
        await hooks.PostAsync(await hooks.NewHookAsync(channel), new { text = "/help" });
        Assert.Equal(["/help", "/help"], (await driver.MessagesAsync(room)).Select(message => Text(message, "msg")));
    }

    [Fact]
    public async Task In_a_room_that_the_sender_may_not_read_nothing_runs()
    {
        var driver = await CommandDriver.StartAsync();
        var person = await People.NewAsync(driver.Server);
        var (hidden, _) = await driver.Api.NewRoomAsync("groups");
        await person.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.sendMessage", new { message = new { rid = hidden, msg = "/help" } });
    }
}
