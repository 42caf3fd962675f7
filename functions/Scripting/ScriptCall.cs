using Jint.Native;

namespace Gantry.Functions.Scripting;

/// <summary>What belongs to one call of a script: its console, its clock, and the HTTP requests that it waits for.</summary>
internal sealed class ScriptCall(ScriptOptions options, TimeProvider time, CancellationToken cancellationToken)
{
    private readonly long _started = time.GetTimestamp();
    private int _httpCalls;

    public ScriptConsole Console { get; } = new(options, time);

    /// <summary>The requests of <c>fetch</c> that are under way, with what settles their promises.</summary>
    public List<(Task<string> Answer, Action<JsValue> Resolve)> Pending { get; } = [];

    /// <summary>Bytes allocated so far.</summary>
    public long Bytes { get; set; }

    public CancellationToken Token => cancellationToken;

    /// <summary>The time that is left; at least a millisecond, because none would mean no limit.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds) - time.GetElapsedTime(_started);
            return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
        }
    }

    /// <summary>Whether one more HTTP request is allowed.</summary>
    public bool TryCountHttp() => ++_httpCalls <= options.MaxHttpCalls;
}
