using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>The connections of this instance: how many there may be, whether they are alive, and their end when the server stops.</summary>
internal sealed class DdpConnections(IOptions<RealtimeOptions> options, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<DdpSession, bool> _sessions = new();
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _sessions.Count;

    /// <summary>Whether there is room for one more.</summary>
    public bool HasRoom => Count < options.Value.MaxConnections;

    /// <summary>Serves a connection until it ends.</summary>
    public async Task RunAsync(DdpSession session)
    {
        _sessions[session] = true;
        try
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) Stop(session);
            await session.RunAsync();
        }
        finally
        {
            _sessions.TryRemove(session, out _);
        }
    }

    /// <summary>Counts a connection of a user.</summary>
    /// <exception cref="ApiException">429: it has too many.</exception>
    public void EnterUser(string userId)
    {
        lock (_users)
        {
            var count = _users.GetValueOrDefault(userId);
            if (count >= options.Value.MaxConnectionsPerUser)
                throw new ApiException(429, "error-too-many-connections", $"A user has at most {options.Value.MaxConnectionsPerUser} connections [error-too-many-connections]");
            _users[userId] = count + 1;
        }
    }

    /// <summary>A connection of a user ends.</summary>
    public void LeaveUser(string userId)
    {
        lock (_users)
        {
            if (--_users[userId] == 0) _users.Remove(userId);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server waits for its requests before it stops us: so the connections have to hear of it first.
        await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(_ => StopAll(), null);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var session in _sessions.Keys) session.Watch();
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private void StopAll()
    {
        foreach (var session in _sessions.Keys) Stop(session);
    }

    private static void Stop(DdpSession session) => session.Close(WebSocketCloseStatus.EndpointUnavailable, "The server stops.");
}
