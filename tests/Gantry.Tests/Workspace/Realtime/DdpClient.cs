using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Realtime;

/// <summary>A client that speaks DDP by hand, so that tests see each frame.</summary>
internal sealed class DdpClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket;
    private readonly List<JsonElement> _early = [];
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _lastId;

    private DdpClient(ClientWebSocket socket) => _socket = socket;

    /// <summary>Why the server ended the connection.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Opens a WebSocket and says nothing yet.</summary>
    public static async Task<DdpClient> OpenAsync(Uri server, string path = "/websocket", Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        using var patience = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new UriBuilder(new Uri(server, path)) { Scheme = "ws" }.Uri, patience.Token);
        return new DdpClient(socket);
    }

    /// <summary>Opens a WebSocket and connects.</summary>
    public static async Task<DdpClient> ConnectAsync(Uri server)
    {
        var client = await OpenAsync(server);
        await client.SendAsync(new { msg = "connect", version = "1", support = new[] { "1", "pre2", "pre1" } });
        Assert.NotEmpty((await client.NextAsync("connected")).GetProperty("session").GetString()!);
        return client;
    }

    /// <summary>Connects and logs in with the token of a REST client.</summary>
    public static async Task<DdpClient> LoginAsync(GantryServer server, ApiClient person)
    {
        var client = await ConnectAsync(server.Url);
        await client.OkAsync("login", new { resume = person.Token });
        return client;
    }

    public static object Digest(string password) => new { digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password))), algorithm = "sha-256" };

    public Task SendAsync(object frame) => SendTextAsync(frame as string ?? JsonSerializer.Serialize(frame));

    public async Task SendTextAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, patience.Token);
    }

    /// <summary>The next frame that is meant; others are kept for later.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> isMeant)
    {
        var found = _early.FindIndex(frame => isMeant(frame));
        if (found >= 0)
        {
            var early = _early[found];
            _early.RemoveAt(found);
            return early;
        }

        while (await ReceiveAsync() is { } frame)
        {
            if (isMeant(frame)) return frame;
            _early.Add(frame);
        }

        throw new Xunit.Sdk.XunitException($"The connection ended ({CloseStatus}: {_socket.CloseStatusDescription}). Frames before: {string.Join('\n', _early)}");
    }

    public Task<JsonElement> NextAsync(string msg) => NextAsync(frame => Msg(frame) == msg);

    /// <summary>The arguments of the next event of a stream.</summary>
    public async Task<JsonElement> EventAsync(string stream, string eventName) =>
        (await NextAsync(frame => Msg(frame) == "changed" && frame.GetProperty("collection").GetString() == stream && frame.GetProperty("fields").GetProperty("eventName").GetString() == eventName))
        .GetProperty("fields").GetProperty("args");

    /// <summary>The next message of a room.</summary>
    public async Task<JsonElement> MessageAsync(string eventName) => (await EventAsync("stream-room-messages", eventName))[0];

    /// <summary>Calls a method; gives its result, or its error.</summary>
    public async Task<(JsonElement Result, JsonElement Error)> CallAsync(string method, params object?[] parameters)
    {
        var id = $"m{++_lastId}";
        await SendAsync(new { msg = "method", method, id, @params = parameters });
        var frame = await NextAsync(frame => Msg(frame) == "result" && frame.GetProperty("id").GetString() == id);
        await NextAsync(frame => Msg(frame) == "updated" && frame.GetProperty("methods")[0].GetString() == id);
        return (frame.TryGetProperty("result", out var result) ? result : default, frame.TryGetProperty("error", out var error) ? error : default);
    }

    public async Task<JsonElement> OkAsync(string method, params object?[] parameters)
    {
        var (result, error) = await CallAsync(method, parameters);
        Assert.True(error.ValueKind == JsonValueKind.Undefined, $"{method}: {error}");
        return result;
    }

    /// <summary>Calls and expects a refusal; gives its code.</summary>
    public async Task<string> RefusedAsync(string method, params object?[] parameters)
    {
        var (_, error) = await CallAsync(method, parameters);
        Assert.Equal("Meteor.Error", error.GetProperty("errorType").GetString());
        return error.GetProperty("error").ToString();
    }

    /// <summary>Subscribes; gives the id.</summary>
    public async Task<string> SubscribeAsync(string name, params object?[] parameters)
    {
        var (id, error) = await TrySubscribeAsync(name, parameters);
        Assert.True(error is null, $"{name}: {error}");
        return id;
    }

    public async Task<(string Id, string? Error)> TrySubscribeAsync(string name, params object?[] parameters)
    {
        var id = $"s{++_lastId}";
        await SendAsync(new { msg = "sub", id, name, @params = parameters });
        var answer = await NextAsync(frame => (Msg(frame) == "ready" && frame.GetProperty("subs")[0].GetString() == id) || (Msg(frame) == "nosub" && frame.GetProperty("id").GetString() == id));
        return (id, answer.TryGetProperty("error", out var error) ? error.GetProperty("error").ToString() : null);
    }

    /// <summary>All that came until the server answers a ping: what was sent before is among it.</summary>
    public async Task<IReadOnlyList<JsonElement>> PingAsync()
    {
        var id = $"p{++_lastId}";
        await SendAsync(new { msg = "ping", id });
        await NextAsync(frame => Msg(frame) == "pong" && frame.GetProperty("id").GetString() == id);
        return [.. _early];
    }

    /// <summary>Reads to the end of the connection; gives the code.</summary>
    public async Task<WebSocketCloseStatus?> EndAsync()
    {
        try
        {
            while (await ReceiveAsync() is not null)
            {
                // What was on its way.
            }
        }
        catch (WebSocketException)
        {
            return null;
        }

        return CloseStatus;
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
            catch (WebSocketException)
            {
                // The server was faster.
            }
        }

        _socket.Dispose();
    }

    public static string Msg(JsonElement frame) => frame.TryGetProperty("msg", out var msg) ? msg.GetString()! : "";

    private async Task<JsonElement?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            if (read.MessageType == WebSocketMessageType.Close) return null;
            length += read.Count;
            if (read.EndOfMessage) return JsonSerializer.Deserialize<JsonElement>(_buffer.AsSpan(0, length));
        }
    }
}
