using System.Net.WebSockets;
using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Realtime.Methods;
using Gantry.Functions.Workspace.Realtime.Streams;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>
/// One client's DDP session (<c>rocket-chat-behaviour.md</c> 8.2): its frames are taken one after the other, so a subscription that follows a login finds it
/// done. What is malformed is answered, never thrown.
/// </summary>
internal sealed partial class DdpSession : IDisposable
{
    private const int MaxDepth = 32;
    private const int MaxIdLength = 200;
    private const string Version = "1";

    /// <summary>What differs between them does not reach the server: pre1 has no pings, pre2 no other ones.</summary>
    private static readonly string[] Versions = [Version, "pre2", "pre1"];

    private readonly DdpServices _services;
    private readonly DdpSocket _socket;
    private readonly SessionSubscriptions _subscriptions;
    private readonly long _opened;
    private bool _isConnected;
    private bool _isPinged;

    /// <summary>Makes one.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="socket">The WebSocket.</param>
    /// <param name="context">The request that became it.</param>
    /// <param name="needsConnect">Whether the client has to begin with <c>connect</c>, as DDP says; the clients of seed 002 do not.</param>
    public DdpSession(DdpServices services, WebSocket socket, HttpContext context, bool needsConnect)
    {
        (_services, Context, _isConnected) = (services, context, !needsConnect);
        _socket = new DdpSocket(socket, services.Options, services.Time);
        _subscriptions = new SessionSubscriptions(this, services);
        _opened = services.Time.GetTimestamp();
        Identity = new SessionIdentity(services);
    }

    /// <summary>The request that became the connection.</summary>
    public HttpContext Context { get; }

    /// <summary>Who is logged in.</summary>
    public SessionIdentity Identity { get; }

    /// <summary>Serves the connection until it ends.</summary>
    public async Task RunAsync()
    {
        try
        {
            EnterByHeaders();
            await _socket.RunAsync(HandleAsync, MayReceiveAsync);
        }
        finally
        {
            _subscriptions.EndAll();
            Identity.Leave();
        }
    }

    /// <summary>Queues a frame.</summary>
    public void Send(byte[] frame) => _socket.Send(new OutgoingFrame(frame));

    /// <summary>Queues a frame for a subscription; whether it may have it is decided when it is sent.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="roomId">The room that it tells of; null for none.</param>
    public void Send(Subscription subscription, byte[] frame, string? roomId) => _socket.Send(new OutgoingFrame(frame, subscription, roomId));

    /// <summary>Ends the connection.</summary>
    public void Close(WebSocketCloseStatus status, string reason) => _socket.Close(status, reason);

    /// <summary>Ends the subscriptions: they were another user's.</summary>
    public void EndSubscriptions() => _subscriptions.EndAll();

    /// <summary>Pings a silent client, ends one that stays silent, and one that does not log in.</summary>
    public void Watch()
    {
        var silent = _services.Time.GetElapsedTime(_socket.LastReceived).TotalSeconds;
        if (silent < _services.Options.IdleSeconds / 2) _isPinged = false;
        else if (silent > _services.Options.IdleSeconds) Close(WebSocketCloseStatus.PolicyViolation, "Idle for too long.");
        else if (!_isPinged && _isConnected) (_isPinged, _) = (true, SendPing());
        if (!Identity.IsLoggedIn && _services.Time.GetElapsedTime(_opened).TotalSeconds > _services.Options.UnauthenticatedSeconds)
            Close(WebSocketCloseStatus.PolicyViolation, "Not logged in.");
    }

    public void Dispose() => _socket.Dispose();

    private void EnterByHeaders()
    {
        try
        {
            if (Context.Features.Get<Caller>() is { Token: { } token } caller) Identity.Enter(caller.User, token);
        }
        catch (ApiException refusal)
        {
            Close(WebSocketCloseStatus.PolicyViolation, refusal.Message);
        }
    }

    private bool SendPing()
    {
        Send(DdpFrames.Ping);
        return true;
    }

    private async Task HandleAsync(ReadOnlyMemory<byte>? text, CancellationToken cancellationToken)
    {
        var message = text is { } utf8 ? JsonInput.Parse(utf8, MaxDepth, out _) : default;
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("msg", out var msg) || msg.ValueKind != JsonValueKind.String)
        {
            Send(DdpFrames.Error("Bad request", message.ValueKind == JsonValueKind.Undefined ? null : message));
            return;
        }

        JsonElement? id = message.TryGetProperty("id", out var given) && given.ValueKind is JsonValueKind.String or JsonValueKind.Number && given.GetRawText().Length <= MaxIdLength ? given : null;
        switch (msg.GetString())
        {
            case "connect" when !_isConnected || !_subscriptions.Any:
                Connect(message);
                break;
            case "ping":
                Send(DdpFrames.Pong(id));
                break;
            case "pong":
                break;
            case "method" or "sub" or "unsub" when !_isConnected:
                Send(DdpFrames.Error("Must connect first", message));
                break;
            case "method" when id is not null && Text(message, "method") is { } method:
                await CallAsync(id.Value, method, Params(message), cancellationToken);
                break;
            case "sub" when Text(message, "name") is { } name:
                // Seed 002's example has no id: then there is nothing to unsubscribe by, and nothing to answer to.
                await _subscriptions.OpenAsync(id ?? JsonSerializer.SerializeToElement(RandomId.New()), name, Params(message), cancellationToken);
                break;
            case "unsub" when id is not null:
                _subscriptions.Close(id.Value, error: null);
                break;
            default:
                Send(DdpFrames.Error("Bad request", message));
                break;
        }
    }

    private void Connect(JsonElement message)
    {
        if (Text(message, "version") is { } version && Versions.Contains(version, StringComparer.Ordinal))
        {
            _isConnected = true;
            Send(DdpFrames.Connected(RandomId.New()));
            return;
        }

        Send(DdpFrames.Failed(Version));
        Close(WebSocketCloseStatus.NormalClosure, "Unknown version.");
    }

    private async Task CallAsync(JsonElement id, string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _services.Methods.CallAsync(new DdpCall(this, method, parameters), cancellationToken);
            Send(DdpFrames.Result(id, result));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Send(DdpFrames.Failure(id, Describe(exception)));
        }

        Send(DdpFrames.Updated(id));
    }

    private async ValueTask<bool> MayReceiveAsync(OutgoingFrame outgoing, CancellationToken cancellationToken)
    {
        try
        {
            var subscription = outgoing.Subscription!;
            if (subscription.IsEnded) return false;
            if (!await Identity.IsValidAsync(cancellationToken))
            {
                Close(WebSocketCloseStatus.PolicyViolation, "Logged out.");
                return false;
            }

            if (outgoing.RoomId is not { } roomId) return true;
            var verdict = await _services.Deliveries.CheckAsync(subscription, Identity.User!, roomId, cancellationToken);
            if (verdict == DeliveryVerdict.End) _subscriptions.Close(subscription.Id, DdpErrors.Describe(Rooms.RoomRefusals.NotAllowed()));
            return verdict == DeliveryVerdict.Send;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What cannot be checked is not sent; the client comes back and reads what it missed.
            Describe(exception);
            Close(WebSocketCloseStatus.InternalServerError, "Try again.");
            return false;
        }
    }

    /// <summary>What a client is told of an exception; our own faults are logged.</summary>
    public JsonElement Describe(Exception exception)
    {
        if (DdpErrors.Describe(exception) is { } error) return error;
        LogUnexpected(_services.Logger, exception);
        return DdpErrors.Internal;
    }

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Params(JsonElement message) => message.TryGetProperty("params", out var value) && value.ValueKind == JsonValueKind.Array ? value : default;

    [LoggerMessage(LogLevel.Error, "A realtime call failed for a reason that is our fault")]
    private static partial void LogUnexpected(ILogger logger, Exception exception);
}
