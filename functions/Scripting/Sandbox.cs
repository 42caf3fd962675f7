using System.Text.Json;
using Gantry.Functions.Scripting.Bounds;
using Jint;
using Jint.Constraints;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace Gantry.Functions.Scripting;

/// <summary>One engine with one instance of a script, which lives as long as the engine (seed 003). It knows no type of ours and compiles no text at run time.</summary>
internal sealed class Sandbox : IDisposable
{
    private static readonly Prepared<Acornima.Ast.Script> NewInstance = Engine.PrepareScript("typeof Script === 'function' ? new Script() : undefined", "start");
    private static readonly Prepared<Acornima.Ast.Script> Settle = Engine.PrepareScript("(P => (value, done, failed) => { P.resolve(value).then(done, failed); })(Promise)", "settle");

    private readonly OperationDeadlineConstraint _deadline = new();
    private readonly ScriptOptions _options;
    private readonly Engine _engine;
    private readonly JsValue _settle;
    private ScriptCall? _call;
    private ObjectInstance? _instance;

    /// <summary>Makes the engine; the script has not run yet.</summary>
    public Sandbox(ScriptOptions options, ScriptStore store, ScriptHttp http)
    {
        _options = options;
        _engine = new Engine(Configure);
        NativeBounds.Install(_engine, options);
        new SandboxGlobals(_engine, options, store, http, () => _call!).Install();
        _settle = _engine.Evaluate(Settle);
    }

    /// <summary>Bytes that the engine has allocated over its calls.</summary>
    public long Bytes { get; private set; }

    /// <summary>Runs the script's own code and makes its instance.</summary>
    public void Start(ScriptSource source, ScriptCall call)
    {
        Enter(call);
        try
        {
            foreach (var name in SandboxGlobals.OnDemand.Where(name => source.Program.ReferencedGlobals!.Contains(name))) _engine.Global.Get(name);
            foreach (var name in source.ImplicitGlobals.Where(name => !_engine.Global.HasProperty(name))) _engine.Global.Set(name, JsValue.Undefined);
            _instance = Metered(call, () => _engine.Execute(source.Program).Evaluate(NewInstance)) as ObjectInstance
                ?? throw new ScriptFailure("ReferenceError", "The script defines no class Script.");
        }
        catch (Exception exception) when (exception is JavaScriptException or PromiseRejectedException)
        {
            throw new ScriptThrown(ScriptError.FromThrown(exception));
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Calls a method of the instance and waits for what it returns.</summary>
    /// <param name="method">The method.</param>
    /// <param name="argument">Makes its argument in the engine.</param>
    /// <param name="call">The call.</param>
    /// <returns>Whether there is such a method, and what it returned.</returns>
    public async Task<(bool Called, JsonElement Result)> InvokeAsync(string method, Func<Engine, JsValue> argument, ScriptCall call)
    {
        Enter(call);
        try
        {
            var function = _instance!.Get(method);
            if (!function.IsCallable()) return (false, default);
            var value = Metered(call, () => _engine.Call(function, _instance, [argument(_engine)]));
            if (value is ObjectInstance instance && instance.Get("then").IsCallable()) value = await SettleAsync(value, call);
            return (true, Metered(call, () => ScriptOutput.Read(_engine, value, _options.MaxOutputBytes)));
        }
        catch (Exception exception) when (exception is JavaScriptException or PromiseRejectedException)
        {
            throw new ScriptThrown(ScriptError.FromThrown(exception));
        }
        finally
        {
            Leave();
        }
    }

    public void Dispose() => _engine.Dispose();

    private void Configure(Options options)
    {
        options.LimitMemory(_options.MaxMemoryBytes).MaxStatements(_options.MaxStatements);
        options.Constraints.Constraints.Add(_deadline);
        options.Constraints.MaxRecursionDepth = _options.MaxRecursion;
        options.Constraints.StackOverflowGuard = true;
        options.Constraints.RegexTimeout = TimeSpan.FromMilliseconds(_options.RegexMilliseconds);
        options.Constraints.MaxArraySize = (uint)_options.MaxArrayLength;
        options.Host.StringCompilationAllowed = false;
        options.Interop.Enabled = false;
        options.AgentCanSuspend = false;
        options.TimeZone = TimeZoneInfo.Utc;
    }

    private async Task<JsValue> SettleAsync(JsValue value, ScriptCall call)
    {
        JsValue? kept = null, broken = null;
        var done = new ClrFunction(_engine, "", (_, args) => kept = args.Length > 0 ? args[0] : JsValue.Undefined);
        var failed = new ClrFunction(_engine, "", (_, args) => broken = args.Length > 0 ? args[0] : JsValue.Undefined);
        Metered(call, () => _engine.Call(_settle, JsValue.Undefined, [value, done, failed]));
        while (kept is null && broken is null)
        {
            Metered(call, () => Resume(() => { }));
            if (kept is not null || broken is not null) break;
            if (call.Pending.Count == 0) throw new ScriptFailure("PromiseError", "The promise never settles: nothing is left to wait for.");
            var answer = await Task.WhenAny(call.Pending.Select(pending => pending.Answer)).WaitAsync(call.Left, call.Token);
            var (text, pending) = (await answer, call.Pending.First(pending => pending.Answer == answer));
            call.Pending.Remove(pending);
            Metered(call, () => Resume(() => pending.Resolve(text)));
        }

        return broken is null ? kept! : throw new PromiseRejectedException(broken);
    }

    private JsValue Resume(Action step)
    {
        step();
        _engine.Advanced.ProcessTasks();
        return JsValue.Undefined;
    }

    private void Enter(ScriptCall call)
    {
        _call = call;
        _deadline.Begin(call.Left, call.Token);
    }

    private void Leave()
    {
        _deadline.End();
        _call = null;
    }

    private T Metered<T>(ScriptCall call, Func<T> step)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return step();
        }
        finally
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            call.Bytes += bytes;
            Bytes += bytes;
        }
    }
}
