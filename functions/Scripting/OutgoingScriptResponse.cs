using System.Text.Json;
using Jint;
using Jint.Native;

namespace Gantry.Functions.Scripting;

/// <summary>An answer as <c>process_outgoing_response</c> sees it, with both spellings of the seeds (<c>rocket-chat-behaviour.md</c> 3.5).</summary>
/// <param name="Request">The request as it was made.</param>
/// <param name="StatusCode">The status.</param>
/// <param name="Content">The parsed body; undefined in the script if null.</param>
/// <param name="Raw">The body as text.</param>
/// <param name="Headers">The headers, in lower case.</param>
/// <param name="Error">What went wrong; null in the script if nothing.</param>
internal sealed record OutgoingScriptResponse(
    OutgoingScriptRequest Request, int StatusCode, JsonElement? Content, string Raw, IEnumerable<KeyValuePair<string, string>> Headers, string? Error)
{
    /// <summary>The method that takes it.</summary>
    public const string ProcessMethod = "process_outgoing_response";

    /// <summary>The argument of the method: request and response in an object.</summary>
    public JsValue ToValue(Engine engine)
    {
        var response = ScriptValues.Object(
            engine,
            ("error", Error is null ? JsValue.Null : ScriptValues.Object(engine, ("message", Error))),
            ("status_code", StatusCode),
            ("statusCode", StatusCode),
            ("content", ScriptValues.Json(engine, Content)),
            ("content_raw", Raw),
            ("headers", ScriptValues.Texts(engine, Headers)));
        return ScriptValues.Object(engine, ("request", Request.ToRequest(engine)), ("response", response));
    }
}
