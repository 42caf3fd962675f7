using System.Collections.Concurrent;

namespace Gantry.Functions.Scripting;

/// <summary>
/// The engines of one version of one integration's script. The one that was used last is used next, so that calls one after the other find the state
/// that they left; calls at the same time have an engine each.
/// </summary>
internal sealed class ScriptPool(string version, string source, ScriptOptions options, ScriptHttp http) : IDisposable
{
    private readonly ConcurrentStack<Sandbox> _idle = new();
    private readonly ScriptStore _store = new(options.MaxStoreLength);
    private int _closed;

    /// <summary>What changes with every change of the integration.</summary>
    public string Version { get; } = version;

    public ScriptSource Source { get; } = ScriptSource.Compile(source);

    /// <summary>When it was last asked for an engine.</summary>
    public long LastUsed { get; set; }

    /// <summary>An engine that has run the script; a new one runs it now, as part of the call.</summary>
    public Sandbox Rent(ScriptCall call)
    {
        if (_idle.TryPop(out var idle)) return idle;
        var sandbox = new Sandbox(options, _store, http);
        try
        {
            sandbox.Start(Source, call);
            return sandbox;
        }
        catch
        {
            sandbox.Dispose();
            throw;
        }
    }

    /// <summary>Takes an engine back, unless it broke a limit or has allocated as much as it may.</summary>
    public void Return(Sandbox sandbox, bool isSound)
    {
        if (!isSound || sandbox.Bytes > options.MaxEngineBytes || Volatile.Read(ref _closed) != 0) sandbox.Dispose();
        else _idle.Push(sandbox);
    }

    public void Dispose()
    {
        Volatile.Write(ref _closed, 1);
        while (_idle.TryPop(out var sandbox)) sandbox.Dispose();
    }
}
