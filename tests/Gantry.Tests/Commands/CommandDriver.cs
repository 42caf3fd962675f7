using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Tests.Outgoing;
using Gantry.Tests.Workspace;

namespace Gantry.Tests.Commands;

/// <summary>A slash command as its maker sees it.</summary>
internal sealed record MadeCommand(string Id, string Name, string Token, string Secret);

/// <summary>Makes slash commands and runs them, on a server that may call the loopback address.</summary>
internal sealed class CommandDriver
{
    private CommandDriver(GantryServer server, ApiClient api) => (Server, Api) = (server, api);

    public GantryServer Server { get; }

    public ApiClient Api { get; }

    /// <summary>As the admin, on the server that tests of outgoing calls share, or on one of their own.</summary>
    public static async Task<CommandDriver> StartAsync(GantryServer? server = null)
    {
        var outgoing = await OutgoingDriver.StartAsync(server);
        return new CommandDriver(outgoing.Server, outgoing.Api);
    }

    /// <summary>A new command that calls an address; further fields go over the defaults.</summary>
    public async Task<MadeCommand> NewAsync(string url, object? fields = null)
    {
        var body = JsonSerializer.SerializeToNode(new { command = Names.New("cmd"), url })!.AsObject();
        if (fields is not null)
            foreach (var (name, value) in JsonSerializer.SerializeToNode(fields)!.AsObject()) body[name] = value?.DeepClone();
        var command = (await Api.PostAsync("commands.create", body)).GetProperty("command");
        return new MadeCommand(Text(command, "_id"), Text(command, "command"), Text(command, "token"), Text(command, "secret"));
    }

    /// <summary>A new room of the admin; gives its id.</summary>
    public async Task<string> NewRoomAsync(params ApiClient[] members) => (await Api.NewRoomAsync("channels", members)).Id;

    /// <summary>Runs a command as somebody; gives the answer.</summary>
    public async Task<JsonElement> RunAsync(MadeCommand command, string roomId, string parameters = "", ApiClient? caller = null) =>
        await (caller ?? Api).PostAsync("commands.run", new { command = command.Name, roomId, @params = parameters });

    /// <summary>What somebody alone was told in a room, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> PrivatelyAsync(string roomId, ApiClient? reader = null) =>
        [.. (await (reader ?? Api).GetAsync($"chat.getEphemeralMessages?roomId={roomId}")).GetProperty("messages").EnumerateArray()];

    /// <summary>What was said in a room, newest first, without system messages.</summary>
    public async Task<IReadOnlyList<JsonElement>> MessagesAsync(string roomId) =>
        [.. (await Api.GetAsync($"channels.messages?roomId={roomId}")).GetProperty("messages").EnumerateArray().Where(message => !message.TryGetProperty("t", out _))];

    /// <summary>The newest entry of a command's history, when it is over.</summary>
    public async Task<JsonElement> SettledAsync(MadeCommand command)
    {
        JsonElement entry = default;
        await Eventually.TrueAsync(async () =>
        {
            var history = (await Api.GetAsync("commands.history?id=" + command.Id)).GetProperty("history");
            return history.GetArrayLength() > 0 && (entry = history[0]).GetProperty("finished").GetBoolean();
        });
        return entry;
    }

    /// <summary>Posts a later answer to the response_url of a call.</summary>
    public async Task<(System.Net.HttpStatusCode Status, JsonElement Body)> RespondAsync(ReceiverCall call, object answer, HttpClient? through = null)
    {
        using var response = await (through ?? Server.Http).PostAsync(new Uri(Text(call.Json, "response_url")).AbsolutePath, answer is string text ? new StringContent(text) : JsonContent.Create(answer));
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    public static string Text(JsonElement node, string name) => node.GetProperty(name).GetString()!;
}
