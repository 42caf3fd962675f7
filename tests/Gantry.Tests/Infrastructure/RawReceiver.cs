using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gantry.Tests.Infrastructure;

/// <summary>A call as received.</summary>
internal sealed record ReceivedCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>An HTTP receiver on the loopback address that answers byte for byte as a test wants, one call a connection.</summary>
internal sealed class RawReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedCall> _calls = [];
    private readonly Func<ReceivedCall, Connection, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    /// <summary>Starts one.</summary>
    /// <param name="answer">Writes the answer to a call.</param>
    /// <param name="certificate">For TLS; null for plain HTTP.</param>
    public RawReceiver(Func<ReceivedCall, Connection, Task> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        Url = $"{(certificate is null ? "http" : "https")}://127.0.0.1:{Port}";
        _accepting = AcceptAsync();
    }

    /// <summary>Gives the same answer to every call.</summary>
    public RawReceiver(string answer)
        : this((_, connection) => connection.WriteAsync(answer))
    {
    }

    public string Url { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyCollection<ReceivedCall> Calls => _calls;

    /// <summary>The one call that came.</summary>
    public ReceivedCall Call => Assert.Single(_calls);

    /// <summary>An answer's text.</summary>
    public static string Answer(int status = 200, string body = "", params string[] headers) =>
        $"HTTP/1.1 {status} Status\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                Stream stream = new NetworkStream(socket);
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                    stream = secure;
                }

                var call = await ReadAsync(stream);
                _calls.Enqueue(call);
                await _answer(call, new Connection(socket, stream, _stop.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // One side went away.
            }
        }
    }

    private async Task<ReceivedCall> ReadAsync(Stream stream)
    {
        var received = new List<byte>();
        var one = new byte[1];
        while (!Encoding.Latin1.GetString([.. received.TakeLast(4)]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            received.Add(one[0]);
        }

        var lines = Encoding.UTF8.GetString([.. received]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, _stop.Token);
        var start = lines[0].Split(' ');
        return new ReceivedCall(start[0], start[1], headers, Encoding.UTF8.GetString(body));
    }

    /// <summary>A connection with a call that waits for its answer.</summary>
    internal sealed class Connection(Socket socket, Stream stream, CancellationToken stopped)
    {
        /// <summary>Ends when the receiver stops.</summary>
        public CancellationToken Stopped => stopped;

        public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

        public Task WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, stopped).AsTask();

        /// <summary>Writes a byte at a time, a pause before each.</summary>
        public async Task DripAsync(string text, TimeSpan pause)
        {
            foreach (var one in Encoding.UTF8.GetBytes(text))
            {
                await Task.Delay(pause, stopped);
                await WriteAsync(new[] { one });
            }
        }

        /// <summary>Breaks the connection off with a reset.</summary>
        public void Reset()
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
    }
}
