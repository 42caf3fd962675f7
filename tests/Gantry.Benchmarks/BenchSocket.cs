using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Gantry.Benchmarks;

/// <summary>A client of the realtime protocol.</summary>
internal sealed class BenchSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    /// <summary>Connects, logs in with a token and hears of a room.</summary>
    public async Task ListenAsync(BenchClient client, string path, string room)
    {
        await _socket.ConnectAsync(new Uri($"ws://{client.Url.Authority}{path}"), CancellationToken.None);
        await SendAsync(new { msg = "connect", version = "1", support = new[] { "1" } }, "\"connected\"");
        await SendAsync(new { msg = "method", method = "login", id = "1", @params = new[] { new { resume = client.Token } } }, "\"result\"");
        await SendAsync(new { msg = "sub", id = "2", name = "stream-room-messages", @params = new object[] { room, false } }, "\"ready\"");
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(object frame, string answer)
    {
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[65_536];
        for (var text = ""; !text.Contains(answer, StringComparison.Ordinal);)
        {
            var read = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            text = read.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(buffer, 0, read.Count) : throw new InvalidOperationException("The connection ended.");
        }
    }
}
