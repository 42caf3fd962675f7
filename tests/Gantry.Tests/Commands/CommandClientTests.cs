using Gantry.Tests.Workspace;
using static Gantry.Tests.Commands.CommandDriver;

namespace Gantry.Tests.Commands;

/// <summary>Clients of others, unchanged: Rocket.Chat's (npm <c>@rocket.chat/ddp-client</c>) and Slack's (npm <c>@slack/webhook</c>).</summary>
public sealed class CommandClientTests
{
    [Fact]
    public async Task Rocket_Chats_client_lists_and_runs_commands_and_hears_what_is_for_its_user_alone()
    {
        await using var receiver = await Receiver.StartAsync(new { text = "only for you" });
        var driver = await CommandDriver.StartAsync();
        var person = await People.NewAsync(driver.Server);
        var room = await driver.NewRoomAsync(person);
        var command = await driver.NewAsync(receiver.Url, new { @params = "[words]" });
        var result = await NodeClient.RunAsync("rocketchat-commands.mjs", driver.Server.Url.ToString().TrimEnd('/'), person.Username, "user-pass-1", room, command.Name);
        Assert.True(result.GetProperty("listed").GetBoolean() && result.GetProperty("ran").GetBoolean());
        Assert.Equal("[words]", Text(result, "params"));
        Assert.Equal("one two", Text(Assert.Single(receiver.Calls).Json, "text"));
        var heard = result.GetProperty("heard").EnumerateArray().ToList();
        Assert.All(heard, message => Assert.Equal((room, true), (Text(message, "rid"), message.GetProperty("alone").GetBoolean())));
        Assert.Equal(["only for you", "There is no command `/there-is-no-such-command`. `/help` shows those that there are."], heard.Select(message => Text(message, "msg")));
    }

    [Fact]
    public async Task Slacks_client_answers_later()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        await driver.RunAsync(await driver.NewAsync(receiver.Url), room);
        var message = """{"text":"Deployed <https://example.org|web>","response_type":"in_channel","attachments":[{"color":"good","title":"Result"}]}""";
        var result = await NodeClient.RunAsync("slack-webhook.mjs", Text(receiver.Calls[0].Json, "response_url"), message);
        Assert.True(result.TryGetProperty("text", out _), result.ToString());
        var posted = Assert.Single(await driver.MessagesAsync(room));
        Assert.Equal(("Deployed [web](https://example.org)", "Result"), (Text(posted, "msg"), Text(posted.GetProperty("attachments")[0], "title")));
    }
}
