using System.Collections.Concurrent;
using Jint;
using Jint.Native;

namespace Gantry.Functions.Scripting;

/// <summary>The JavaScript that is built in: real packages, and our own globals. Each is parsed once, and runs only in an engine whose script uses it.</summary>
internal static class ScriptLibrary
{
    private static readonly ConcurrentDictionary<string, Lazy<Prepared<Acornima.Ast.Script>>> Prepared = new(StringComparer.Ordinal);

    /// <summary>A package in the CommonJS form: what it exports.</summary>
    public static JsValue Package(Engine engine, string name)
    {
        var module = new JsObject(engine);
        module.Set("exports", new JsObject(engine));
        engine.Call(engine.Evaluate(Get(name, source => $"(function (module, exports) {{ {source}\n}})")), module, [module, module.Get("exports")]);
        return module.Get("exports");
    }

    /// <summary>A global of ours: a function of what the host lends it.</summary>
    public static JsValue Global(Engine engine, string name, JsValue host) => engine.Call(engine.Evaluate(Get(name, source => source)), JsValue.Undefined, [host]);

    private static Prepared<Acornima.Ast.Script> Get(string name, Func<string, string> wrap) =>
        Prepared.GetOrAdd(name, static (key, wrap) => new(() => Engine.PrepareScript(wrap(Read(key)), key)), wrap).Value;

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ScriptLibrary).Assembly.GetManifestResourceStream("scripting/" + name)!);
        return reader.ReadToEnd();
    }
}
