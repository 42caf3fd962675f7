using System.Text;
using System.Text.Json;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting.Bounds;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Gantry.Functions.Scripting;

/// <summary>What scripts find in the global scope, so that those written for any version of Rocket.Chat run (<c>rocket-chat-behaviour.md</c> 3.7).</summary>
internal sealed class SandboxGlobals(Engine engine, ScriptOptions options, ScriptStore store, ScriptHttp http, Func<ScriptCall> call)
{
    private static readonly string[] Levels = ["log", "info", "warn", "error", "debug"];

    /// <summary>The globals that only an engine whose script uses them gets, made at the first use.</summary>
    public static readonly string[] OnDemand = ["_", "s", "moment", "HTTP", "fetch", "URL", "URLSearchParams"];

    /// <summary>Adds them all to the engine.</summary>
    public void Install()
    {
        Add("global", engine.Global);
        Add("console", Console());
        Add("Store", Store());
        Add("atob", Function("atob", args => Decode(Text(args, 0))));
        Add("btoa", Function("btoa", args => Encode(Text(args, 0))));
        Lazy("_", () => ScriptLibrary.Package(engine, "underscore.js"));
        Lazy("s", () => ScriptLibrary.Package(engine, "underscore.string.js"));
        Lazy("moment", () => ScriptLibrary.Package(engine, "moment.js"));
        Lazy("HTTP", () => ScriptLibrary.Global(engine, "http.js", Function("send", args => Send(Text(args, 0)))));
        Lazy("fetch", () => ScriptLibrary.Global(engine, "fetch.js", Function("send", args => SendLater(Text(args, 0)))));
        var urls = new Lazy<JsValue>(() => ScriptLibrary.Global(engine, "url.js", Function("parse", ParseUrl)));
        Lazy("URL", () => urls.Value.Get("URL"));
        Lazy("URLSearchParams", () => urls.Value.Get("URLSearchParams"));
    }

    private void Add(string name, JsValue value) => engine.Global.DefineOwnProperty(name, new PropertyDescriptor(value, writable: true, enumerable: false, configurable: true));

    private void Lazy(string name, Func<JsValue> make) => engine.Advanced.AddLazyGlobal(name, _ => make(), PropertyFlag.NonEnumerable);

    private ClrFunction Function(string name, Func<JsValue[], JsValue> body) => new(engine, name, (_, args) => body(args), 1, PropertyFlag.Configurable);

    private JsObject Console()
    {
        var console = new JsObject(engine);
        foreach (var level in Levels) console.Set(level, Function(level, args => Write(level, args)));
        return console;
    }

    private JsValue Write(string level, JsValue[] args)
    {
        if (call().Console is not { IsOpen: true } console) return JsValue.Undefined;
        var line = new StringBuilder();
        foreach (var value in args)
        {
            if (line.Length > 0) line.Append(' ');
            line.Append(ScriptText.Of(engine, value, options.MaxConsoleLineLength));
            if (line.Length > options.MaxConsoleLineLength) break;
        }

        console.Write(level, line.ToString());
        return JsValue.Undefined;
    }

    private JsObject Store()
    {
        var result = new JsObject(engine);
        result.Set("get", Function("get", args => store.Get(Text(args, 0)) is { } json ? new Jint.Native.Json.JsonParser(engine).Parse(json) : JsValue.Undefined));
        result.Set("set", Function("set", args =>
        {
            var value = args.Length > 1 ? args[1] : JsValue.Undefined;
            return store.TrySet(Text(args, 0), JsonBounds.Write(engine, value, options.MaxStoreLength, () => throw Full())) ? value : throw Full();
        }));
        return result;

        JavaScriptException Full() => new(engine.Intrinsics.Error, "The Store is full");
    }

    private JsValue Send(string json)
    {
        var current = Count();
        return http.Send(json, current.Left, current.Token);
    }

    // The request runs on another thread; what it brings is handed to the script by the thread that runs the script.
    private JsValue SendLater(string json)
    {
        var current = Count();
        var (promise, left) = (engine.Advanced.RegisterPromise(), current.Left);
        current.Pending.Add((Task.Run(() => http.Send(json, left, current.Token), CancellationToken.None), promise.Resolve));
        return promise.Promise;
    }

    private ScriptCall Count() => call() is var current && current.TryCountHttp() ? current : throw new JavaScriptException(engine.Intrinsics.Error, "The script made more HTTP requests than allowed");

    private static JsValue ParseUrl(JsValue[] args)
    {
        var isAbsolute = Uri.TryCreate(Text(args, 0), UriKind.Absolute, out var url) && !(url.IsFile && args.Length > 1);
        if (!isAbsolute && (args.Length < 2 || !Uri.TryCreate(Text(args, 1), UriKind.Absolute, out var origin) || !Uri.TryCreate(origin, Text(args, 0), out url))) return JsValue.Null;
        var user = url!.UserInfo.Split(':', 2);
        return JsonSerializer.Serialize(
            new
            {
                protocol = url.Scheme + ":",
                username = user[0],
                password = user.Length > 1 ? user[1] : "",
                hostname = url.Host,
                port = url.IsDefaultPort ? "" : url.Port.ToString(),
                pathname = url.AbsolutePath,
                search = url.Query.Length > 1 ? url.Query : "",
                hash = url.Fragment.Length > 1 ? url.Fragment : "",
            },
            RestJson.Options);
    }

    private JsValue Decode(string text)
    {
        var buffer = new byte[text.Length];
        var padded = text.Trim().TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, buffer, out var length)
            ? Encoding.Latin1.GetString(buffer, 0, length)
            : throw new JavaScriptException(engine.Intrinsics.Error, "The string to be decoded is not correctly encoded.");
    }

    private JsValue Encode(string text) => text.Any(c => c > 255)
        ? throw new JavaScriptException(engine.Intrinsics.Error, "The string to be encoded contains characters outside of the Latin1 range.")
        : Convert.ToBase64String(Encoding.Latin1.GetBytes(text));

    private static string Text(JsValue[] args, int index) => index < args.Length ? TypeConverter.ToString(args[index]) : "";
}
