using System.Text.Json;
using Gantry.Tests.Workspace;

namespace Gantry.Tests.Clients;

/// <summary>The two example programs of seed 002 run as they are, against a user <c>bot</c> with the password <c>password</c>.</summary>
public sealed class SeedProgramTests
{
    private const string Python = "rocketchat_bot.py";
    private const string Node = "rocketchat-client.cjs";

    private static readonly Lazy<Task<ApiClient>> Bot = new(NewBotAsync);

    [PythonFact]
    public Task The_Python_program_sends_its_message() => SendsAsync(Python);

    [Fact]
    public Task The_Node_program_sends_its_message() => SendsAsync(Node);

    [PythonFact]
    public Task The_Python_class_reads_the_messages_of_a_channel() =>
        ReadsAsync(Python, "import json\nprint(json.dumps(bot.get_messages(\"room_id\")))\n");

    [Fact]
    public Task The_Node_class_reads_the_messages_of_a_channel() => ReadsAsync(Node, """
        (async () => {
          const client = new RocketChatClient('https://chat.example.com', 'bot', 'password');
          await client.authenticate('bot', 'password');
          console.log(JSON.stringify((await client.getMessages('room_id', 2)).data));
        })();
        """);

    private static async Task SendsAsync(string program)
    {
        var (server, bot) = (await GantryServer.SharedAsync(), await Bot.Value);
        var (roomId, _) = await bot.NewRoomAsync();
        await SeedProgram.RunAsync(program, server, roomId);
        var message = Assert.Single(Said(await bot.GetAsync("channels.messages?roomId=" + roomId)));
        Assert.Equal(("Hello!", "bot"), (message.GetProperty("msg").GetString(), message.GetProperty("u").GetProperty("username").GetString()));
    }

    private static async Task ReadsAsync(string program, string more)
    {
        var (server, bot) = (await GantryServer.SharedAsync(), await Bot.Value);
        var (roomId, _) = await bot.NewRoomAsync();
        await bot.SayAsync(roomId, "there before");
        var answer = (await SeedProgram.RunAsync(program, server, roomId, more))!.Value;
        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Contains("there before", Said(answer).Select(message => message.GetProperty("msg").GetString()));
    }

    private static IEnumerable<JsonElement> Said(JsonElement answer) => answer.GetProperty("messages").EnumerateArray().Where(message => !message.TryGetProperty("t", out _));

    private static async Task<ApiClient> NewBotAsync()
    {
        var server = await GantryServer.SharedAsync();
        await (await server.AdminAsync()).PostAsync("users.create", new { username = "bot", name = "Bot", email = "bot@example.org", password = "password", verified = true });
        return await ApiClient.LoginAsync(server, "bot", "password");
    }
}
