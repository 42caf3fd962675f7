using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Gantry.Functions.Workspace.Realtime.Streams;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>What waits to be sent: a frame, with the delivery that has to be allowed at the moment of sending, or the end.</summary>
internal readonly record struct OutgoingFrame(byte[]? Frame, Subscription? Subscription = null, string? RoomId = null, WebSocketCloseStatus Status = default, string? Reason = null);

/// <summary>
/// One WebSocket: takes whole text frames one after the other, and sends from a bounded queue. What does not drain in time is cut off, so a client that does
/// not read costs no memory.
/// </summary>
internal sealed class DdpSocket(WebSocket socket, RealtimeOptions options, TimeProvider time) : IDisposable
{
    private const int ReadSize = 4096;
    private const int KeptBuffer = 65_536;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly Channel<OutgoingFrame> _queue = Channel.CreateUnbounded<OutgoingFrame>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _abort = new();
    private readonly Lock _closing = new();
    private ArrayBufferWriter<byte> _buffer = new(ReadSize);
    private int _queuedFrames;
    private long _queuedBytes;
    private bool _isClosing;

    /// <summary>When the last frame came.</summary>
    public long LastReceived { get; private set; } = time.GetTimestamp();

    /// <summary>Serves the connection until it ends.</summary>
    /// <param name="handleAsync">Takes a frame; null is a frame that is no text.</param>
    /// <param name="mayReceiveAsync">Whether a delivery is still allowed.</param>
    public async Task RunAsync(Func<ReadOnlyMemory<byte>?, CancellationToken, Task> handleAsync, Func<OutgoingFrame, CancellationToken, ValueTask<bool>> mayReceiveAsync)
    {
        var sending = SendAllAsync(mayReceiveAsync);
        try
        {
            await ReceiveAllAsync(handleAsync);
        }
        catch (Exception exception) when (IsDisconnect(exception))
        {
            // The client is gone, or was cut off.
        }
        finally
        {
            Close(WebSocketCloseStatus.NormalClosure, "");
            await sending;
        }
    }

    /// <summary>Queues a frame.</summary>
    public void Send(OutgoingFrame outgoing)
    {
        var frames = Interlocked.Increment(ref _queuedFrames);
        var bytes = Interlocked.Add(ref _queuedBytes, outgoing.Frame!.Length);

        // One frame alone may be larger than the limit: it was asked for.
        if (frames > options.MaxQueuedFrames || (bytes > options.MaxQueuedBytes && frames > 1)) Abort();
        else _queue.Writer.TryWrite(outgoing);
    }

    /// <summary>Ends the connection behind what is queued; what has not drained after five seconds is cut off.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        lock (_closing)
        {
            if (_isClosing) return;
            _isClosing = true;
            _queue.Writer.TryWrite(new OutgoingFrame(null, Status: status, Reason: reason));
            _queue.Writer.TryComplete();
            _abort.CancelAfter(ClosePatience);
        }
    }

    public void Dispose()
    {
        lock (_closing) _isClosing = true;
        _abort.Dispose();
    }

    private void Abort()
    {
        lock (_closing)
        {
            if (_isClosing) return;
            _isClosing = true;
            _queue.Writer.TryComplete();
            _abort.CancelAfter(TimeSpan.Zero);
        }
    }

    private async Task ReceiveAllAsync(Func<ReadOnlyMemory<byte>?, CancellationToken, Task> handleAsync)
    {
        var (second, frames) = (time.GetTimestamp(), 0);
        while (true)
        {
            if (_buffer.Capacity > KeptBuffer) _buffer = new ArrayBufferWriter<byte>(ReadSize);
            _buffer.ResetWrittenCount();
            var type = await ReceiveFrameAsync();
            if (type == WebSocketMessageType.Close) return;
            LastReceived = time.GetTimestamp();
            if (_isClosing) continue;
            await handleAsync(type == WebSocketMessageType.Text ? _buffer.WrittenMemory : null, _abort.Token);

            // A client that floods waits: it is TCP that makes it.
            if (++frames < options.MaxFramesPerSecond) continue;
            var rest = TimeSpan.FromSeconds(1) - time.GetElapsedTime(second);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, time, _abort.Token);
            (second, frames) = (time.GetTimestamp(), 0);
        }
    }

    private async Task<WebSocketMessageType> ReceiveFrameAsync()
    {
        while (true)
        {
            var read = await socket.ReceiveAsync(_buffer.GetMemory(ReadSize), _abort.Token);
            if (read.MessageType == WebSocketMessageType.Close) return WebSocketMessageType.Close;
            if (!_isClosing) _buffer.Advance(read.Count);
            if (_buffer.WrittenCount > options.MaxFrameBytes) Close(WebSocketCloseStatus.MessageTooBig, "The frame is too large.");
            if (read.EndOfMessage) return read.MessageType;
        }
    }

    private async Task SendAllAsync(Func<OutgoingFrame, CancellationToken, ValueTask<bool>> mayReceiveAsync)
    {
        try
        {
            await foreach (var outgoing in _queue.Reader.ReadAllAsync(_abort.Token))
            {
                if (outgoing.Frame is not { } frame)
                {
                    await socket.CloseOutputAsync(outgoing.Status, outgoing.Reason, _abort.Token);
                    return;
                }

                if (outgoing.Subscription is null || await mayReceiveAsync(outgoing, _abort.Token)) await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, _abort.Token);
                Interlocked.Decrement(ref _queuedFrames);
                Interlocked.Add(ref _queuedBytes, -frame.Length);
            }
        }
        catch (Exception exception) when (IsDisconnect(exception))
        {
            Abort();
        }
    }

    private static bool IsDisconnect(Exception exception) => exception is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException;
}
