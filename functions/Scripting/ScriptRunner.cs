using Gantry.Functions.Integrations;
using Jint;
using Jint.Native;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Scripting;

/// <summary>Runs methods of scripts, a bounded number at a time. Whatever a script does, the answer is a <see cref="ScriptRun"/>.</summary>
internal sealed class ScriptRunner(ScriptPools pools, IOptions<ScriptOptions> options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.Value.MaxConcurrency);

    /// <summary>Runs a method of an integration's script.</summary>
    /// <param name="integration">The integration: engines and their state last until it changes.</param>
    /// <param name="method">The method.</param>
    /// <param name="argument">Makes its argument.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task<ScriptRun> RunAsync(Integration integration, string method, Func<Engine, JsValue> argument, CancellationToken cancellationToken)
    {
        var version = $"{integration.UpdatedAt.ToUnixTimeMilliseconds()}/{integration.Script!.Length}";
        return RunAsync(pools.Get(integration.Id, version, integration.Script), method, argument, cancellationToken);
    }

    /// <summary>Runs a method of a script that belongs to nobody yet, in an engine of its own.</summary>
    public async Task<ScriptRun> TryAsync(string source, string method, Func<Engine, JsValue> argument, CancellationToken cancellationToken)
    {
        using var pool = pools.Passing(source);
        return await RunAsync(pool, method, argument, cancellationToken);
    }

    public void Dispose() => _turns.Dispose();

    private async Task<ScriptRun> RunAsync(ScriptPool pool, string method, Func<Engine, JsValue> argument, CancellationToken cancellationToken)
    {
        if (pool.Source.Error is { } syntax) return new ScriptRun(false, default, ScriptRun.EvaluationFailed, syntax, [], 0, 0);
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(pool, method, argument, new ScriptCall(options.Value, time, cancellationToken));
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<ScriptRun> RunAsync(ScriptPool pool, string method, Func<Engine, JsValue> argument, ScriptCall call)
    {
        Sandbox? sandbox = null;
        var isSound = false;
        try
        {
            sandbox = pool.Rent(call);
            var (called, result) = await sandbox.InvokeAsync(method, argument, call);
            isSound = true;
            return new ScriptRun(called, result, null, null, call.Console.Lines, call.Console.Elapsed, call.Bytes);
        }
        catch (Exception exception) when (!call.Token.IsCancellationRequested)
        {
            // What the script threw by itself leaves the engine as sound as it was; every limit may have stopped it anywhere.
            isSound = exception is ScriptThrown;
            var code = sandbox is null ? ScriptRun.EvaluationFailed : ScriptRun.RunFailed;
            return new ScriptRun(sandbox is not null, default, code, ScriptError.From(exception, options.Value.TimeoutMilliseconds), call.Console.Lines, call.Console.Elapsed, call.Bytes);
        }
        finally
        {
            if (sandbox is not null) pool.Return(sandbox, isSound);
        }
    }
}
