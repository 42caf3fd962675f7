using Gantry.Tests.Workspace;

namespace Gantry.Tests.Clients;

/// <summary>Rocket.Chat's own clients (npm), unchanged.</summary>
public sealed class RocketChatClientTests
{
    private const string Password = "user-pass-1";

    [Fact]
    public async Task The_realtime_client_logs_in_listens_and_comes_back_after_it_lost_its_connection()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (rid, _) = await person.NewRoomAsync();
        var result = await NodeClient.RunAsync("rocketchat-ddp-client.mjs", Url(server), person.Username, Password, rid);
        Assert.Equal(["before", "after"], result.GetProperty("heard").EnumerateArray().Select(text => text.GetString()));
        Assert.True(result.GetProperty("posted").GetBoolean());
        Assert.Equal("error-not-allowed", result.GetProperty("refusal").GetString());
        Assert.Equal((person.UserId, person.Username), (result.GetProperty("uid").GetString(), result.GetProperty("username").GetString()));
    }

    [Fact]
    public async Task A_bot_of_the_SDK_answers_in_a_channel_and_in_a_direct_message()
    {
        var server = await GantryServer.SharedAsync();
        var (person, bot) = (await People.NewAsync(server), await People.NewAsync(server, "bot"));
        var (roomId, name) = await person.NewRoomAsync();
        var listening = Path.Combine(Path.GetTempPath(), $"gantry-bot-{Guid.NewGuid():N}");
        try
        {
            var running = NodeClient.RunAsync("rocketchat-bot.mjs", Url(server), bot.Username, Password, name, "2", listening);
            await Eventually.TrueAsync(() => Task.FromResult(File.Exists(listening) || running.IsCompleted));
            await person.PostAsync("chat.postMessage", new { roomId, text = "hello" });
            await Eventually.TrueAsync(async () => running.IsCompleted || await SaidAsync(person, "channels.messages?roomId=" + roomId, "You said hello"));
            var direct = (await person.PostAsync("chat.postMessage", new { channel = "@" + bot.Username, text = "psst" })).GetProperty("message").GetProperty("rid").GetString();
            var result = await running;
            Assert.Equal(bot.UserId, result.GetProperty("id").GetString());
            Assert.Equal([("hello", "c"), ("psst", "d")], result.GetProperty("heard").EnumerateArray().Select(heard => (heard.GetProperty("msg").GetString(), heard.GetProperty("type").GetString())));
            Assert.True(await SaidAsync(person, "im.messages?roomId=" + direct, "You said psst"));
        }
        finally
        {
            File.Delete(listening);
        }
    }

    [Fact]
    public async Task The_REST_client_logs_in_writes_reads_and_is_told_of_a_refusal()
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var result = await NodeClient.RunAsync("rocketchat-api-client.mjs", Url(server), person.Username, Password);
        Assert.Equal(person.Username, result.GetProperty("username").GetString());
        Assert.Equal(["two"], result.GetProperty("texts").EnumerateArray().Select(text => text.GetString()));
        Assert.Equal((404, "error-room-not-found"), (result.GetProperty("refusal").GetProperty("status").GetInt32(), result.GetProperty("refusal").GetProperty("errorType").GetString()));
    }

    private static string Url(GantryServer server) => server.Url.ToString().TrimEnd('/');

    private static async Task<bool> SaidAsync(ApiClient person, string path, string text) =>
        (await person.GetAsync(path)).GetProperty("messages").EnumerateArray().Any(message => message.GetProperty("msg").GetString() == text);
}
