using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Tests.Infrastructure;

/// <summary>
/// A TCP proxy in front of the storage emulator that can lose what it answers: the request arrives and is carried out, its answer never comes,
/// which is what a network does to a client.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly int _target;
    private int _answersToLose;

    public FaultProxy(int targetPort)
    {
        _target = targetPort;
        _listener.Start();
        _connections.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>Lets the next requests through, and closes their connections instead of answering.</summary>
    public void LoseAnswers(int count) => Volatile.Write(ref _answersToLose, count);

    /// <summary>A connection string like the given one, but with the Table service behind this proxy.</summary>
    public string Redirect(string connectionString) => connectionString.Replace($"TableEndpoint=http://127.0.0.1:{_target}/", $"TableEndpoint=http://127.0.0.1:{Port}/", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _connections.Add(ForwardAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The proxy stops.
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(CopyAsync(client, server, loses: false), CopyAsync(server, client, loses: true));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // One side went away: so does the other.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool loses)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (loses && Interlocked.Decrement(ref _answersToLose) >= 0)
                {
                    Lost++;
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side went away.
        }
    }
}
