using System.Globalization;
using System.Text.Json;
using Jint;
using Jint.Native;

namespace Gantry.Functions.Scripting;

/// <summary>A call as <c>prepare_outgoing_request</c> sees it (seed 003; <c>rocket-chat-behaviour.md</c> 3.4).</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">The address.</param>
/// <param name="Data">The payload.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Params">The query parameters.</param>
/// <param name="Auth">The credentials; undefined in the script if null.</param>
/// <param name="Token">The integration's token, which seed 000 reads as <c>request.token</c>.</param>
/// <param name="Returned">The object of which the request was made, with fields of its own; null for none.</param>
internal sealed record OutgoingScriptRequest(
    string Method,
    string Url,
    JsonElement? Data,
    IEnumerable<KeyValuePair<string, string>> Headers,
    IEnumerable<KeyValuePair<string, string>> Params,
    string? Auth,
    string? Token,
    JsonElement? Returned = null)
{
    /// <summary>The method that takes it.</summary>
    public const string PrepareMethod = "prepare_outgoing_request";

    /// <summary>The argument of the method: the request in an object.</summary>
    public JsValue ToValue(Engine engine) => ScriptValues.Object(engine, ("request", ToRequest(engine)));

    /// <summary>The request alone.</summary>
    public JsValue ToRequest(Engine engine)
    {
        var request = Returned is { ValueKind: JsonValueKind.Object } returned ? ScriptValues.Json(engine, returned).AsObject() : new JsObject(engine);
        request.Set("params", ScriptValues.Texts(engine, Params));
        request.Set("method", Method);
        request.Set("url", Url);
        request.Set("data", DataOf(engine));
        request.Set("auth", ScriptValues.Text(Auth));
        request.Set("headers", ScriptValues.Texts(engine, Headers));
        request.Set("token", ScriptValues.Text(Token));
        return request;
    }

    // Seed 003: request.data.timestamp is a date.
    private JsValue DataOf(Engine engine)
    {
        var data = ScriptValues.Json(engine, Data);
        if (Data is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty("timestamp", out var timestamp) && timestamp.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParseExact(timestamp.GetString(), "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            data.AsObject().Set("timestamp", new JsDate(engine, date));
        return data;
    }
}
