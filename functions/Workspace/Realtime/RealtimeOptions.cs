using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Workspace.Realtime;

/// <summary>DDP over WebSocket: limits of this instance and its connections.</summary>
internal sealed class RealtimeOptions
{
    /// <summary>Seconds between two looks for what other instances did to a room that somebody here watches; 0 says that there is no other instance.</summary>
    /// <value>1; from 0 to 60.</value>
    [Range(0, 60)]
    public double PollSeconds { get; set; } = 1;

    /// <summary>Connections of this instance; one more is answered 503.</summary>
    /// <value>1,000; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 1000;

    /// <summary>Connections of one user to this instance; one more is not logged in.</summary>
    /// <value>20; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxConnectionsPerUser { get; set; } = 20;

    /// <summary>Subscriptions of one connection; one more is refused.</summary>
    /// <value>500; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxSubscriptions { get; set; } = 500;

    /// <summary>Rooms that this instance watches for its connections; a subscription to one more is refused.</summary>
    /// <value>2,000; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxWatchedRooms { get; set; } = 2000;

    /// <summary>Bytes of a frame that a client sends; a longer one ends the connection (1009).</summary>
    /// <value>256 KiB; from 1 KiB to 16 MiB.</value>
    [Range(1024, 16_777_216)]
    public int MaxFrameBytes { get; set; } = 262_144;

    /// <summary>Frames of one connection that are taken in a second; further ones wait.</summary>
    /// <value>100; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxFramesPerSecond { get; set; } = 100;

    /// <summary>Frames that may wait for one connection; a client that does not keep up is disconnected.</summary>
    /// <value>1,000; from 10 to 100,000.</value>
    [Range(10, 100_000)]
    public int MaxQueuedFrames { get; set; } = 1000;

    /// <summary>Bytes that may wait for one connection, likewise.</summary>
    /// <value>4 MiB; from 64 KiB to 1 GiB.</value>
    [Range(65_536, 1_073_741_824)]
    public int MaxQueuedBytes { get; set; } = 4_194_304;

    /// <summary>Seconds without a frame from the client after which the connection ends; after half of them it is pinged.</summary>
    /// <value>60; from 1 to 3,600.</value>
    [Range(1, 3600)]
    public double IdleSeconds { get; set; } = 60;

    /// <summary>Seconds for which a connection may stay without a login.</summary>
    /// <value>120; from 1 to 3,600.</value>
    [Range(1, 3600)]
    public double UnauthenticatedSeconds { get; set; } = 120;

    /// <summary>Seconds for which a connection's login is believed while it only receives: then its token and its user are looked at again.</summary>
    /// <value>10; from 0 (at every delivery) to 300.</value>
    [Range(0, 300)]
    public double SessionCheckSeconds { get; set; } = 10;

    /// <summary>Calls of sendMessage a second, for each user (Rocket.Chat's rule); not for who has send-many-messages.</summary>
    /// <value>5; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int SendsPerSecond { get; set; } = 5;
}
