using System.Text.Json;

namespace Gantry.Tests.Outgoing;

/// <summary>Makes outgoing integrations and what triggers them, on a server that may call the loopback address.</summary>
internal sealed class OutgoingDriver
{
    private static readonly Lazy<Task<GantryServer>> Common = new(() => GantryServer.StartAsync(Receiver.Allowed));

    private OutgoingDriver(GantryServer server, ApiClient api) => (Server, Api) = (server, api);

    public GantryServer Server { get; }

    public ApiClient Api { get; }

    /// <summary>As the admin, on a server that these tests share, or on one of their own.</summary>
    public static async Task<OutgoingDriver> StartAsync(GantryServer? server = null)
    {
        server ??= await Common.Value;
        return new OutgoingDriver(server, await server.AdminAsync());
    }

    /// <summary>A server of its own.</summary>
    public static Task<GantryServer> NewServerAsync(params string[] settings) => GantryServer.StartAsync([Receiver.Allowed, .. settings]);

    /// <summary>The same server as another user sees it.</summary>
    public OutgoingDriver As(ApiClient other) => new(Server, other);

    /// <summary>A new room with the caller in it: its name with prefix, and its id.</summary>
    public Task<(string Channel, string Id)> NewRoomAsync(string kind = "channels") => new IntegrationDriver(Server, Api).NewRoomAsync(kind);

    /// <summary>A new integration that calls some addresses; further fields go over the defaults.</summary>
    public async Task<string> NewIntegrationAsync(string url, string channel, object? fields = null)
    {
        var body = JsonSerializer.SerializeToNode(new
        {
            type = "webhook-outgoing",
            name = Names.New("out"),
            enabled = true,
            @event = "sendMessage",
            urls = new[] { url },
            username = "rocket.cat",
            channel,
            scriptEnabled = false,
            token = "secret-token",
        })!.AsObject();
        if (fields is not null)
            foreach (var (name, value) in JsonSerializer.SerializeToNode(fields)!.AsObject()) body[name] = value?.DeepClone();
        return (await Api.PostAsync("integrations.create", body)).GetProperty("integration").GetProperty("_id").GetString()!;
    }

    /// <summary>Posts into a room; gives the message's id.</summary>
    public async Task<string> SayAsync(string roomId, string text, string? tmid = null) =>
        (await Api.PostAsync("chat.postMessage", new { roomId, text, tmid })).GetProperty("message").GetProperty("_id").GetString()!;

    /// <summary>What was said in a room, newest first, without system messages.</summary>
    public async Task<IReadOnlyList<JsonElement>> MessagesAsync(string roomId, string kind = "channels") =>
        [.. (await Api.GetAsync($"{kind}.messages?roomId={roomId}&count=1000")).GetProperty("messages").EnumerateArray().Where(message => !message.TryGetProperty("t", out _))];

    /// <summary>The history of an integration, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(string integrationId, string query = "") =>
        [.. (await Api.GetAsync($"integrations.history?id={integrationId}&count=1000{query}")).GetProperty("history").EnumerateArray()];

    /// <summary>Waits until all deliveries of an integration have ended; gives its history.</summary>
    public async Task<IReadOnlyList<JsonElement>> SettledAsync(string integrationId, int count = 1)
    {
        IReadOnlyList<JsonElement> history = [];
        await Eventually.TrueAsync(async () =>
        {
            history = await HistoryAsync(integrationId);
            return history.Count >= count && history.All(entry => entry.GetProperty("finished").GetBoolean());
        });
        return history;
    }
}
