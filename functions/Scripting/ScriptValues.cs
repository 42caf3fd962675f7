using System.Runtime.InteropServices;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Json;

namespace Gantry.Functions.Scripting;

/// <summary>Makes values of an engine: what the methods of scripts are given.</summary>
internal static class ScriptValues
{
    private const int MaxDepth = 600;

    /// <summary>An object with these properties.</summary>
    public static JsObject Object(Engine engine, params ReadOnlySpan<(string Name, JsValue Value)> properties)
    {
        var result = new JsObject(engine);
        foreach (var (name, value) in properties) result.CreateDataProperty(name, value);
        return result;
    }

    /// <summary>An object of texts; of a name that comes twice, the last counts.</summary>
    public static JsObject Texts(Engine engine, IEnumerable<KeyValuePair<string, string>> values)
    {
        var result = new JsObject(engine);
        foreach (var (name, value) in values) result.CreateDataProperty(name, value);
        return result;
    }

    /// <summary>The value of JSON; undefined if there is none.</summary>
    public static JsValue Json(Engine engine, JsonElement? json) => json is { ValueKind: not JsonValueKind.Undefined } value
        ? new JsonParser(engine, MaxDepth).Parse(JsonMarshal.GetRawUtf8Value(value))
        : JsValue.Undefined;

    /// <summary>A text, or undefined.</summary>
    public static JsValue Text(string? text) => text ?? JsValue.Undefined;
}
