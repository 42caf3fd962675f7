using System.Text;
using System.Text.Json;
using Jint;
using Jint.Native;
using Microsoft.AspNetCore.WebUtilities;
using static Gantry.Functions.Scripting.ScriptValues;

namespace Gantry.Functions.Scripting;

/// <summary>The user that a script's message is posted as.</summary>
internal sealed record ScriptUser(string Id, string? Name, string Username);

/// <summary>An incoming request as <c>process_incoming_request</c> sees it: every field that seed 003 lists, and <c>body</c>, as Rocket.Chat gives.</summary>
/// <param name="Path">The path.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="UrlParams">integrationId and token.</param>
/// <param name="Headers">The headers.</param>
/// <param name="User">The user that the integration posts as.</param>
/// <param name="Content">The parsed body; an empty object if it is undefined.</param>
/// <param name="Raw">The body, byte for byte.</param>
internal sealed record ScriptRequest(
    string Path, string Query, IReadOnlyDictionary<string, string> UrlParams, IEnumerable<KeyValuePair<string, string>> Headers, ScriptUser User, JsonElement Content, byte[] Raw)
{
    /// <summary>The method that takes it.</summary>
    public const string Method = "process_incoming_request";

    /// <summary>The argument of the method: the request in an object.</summary>
    public JsValue ToValue(Engine engine)
    {
        var content = Content.ValueKind == JsonValueKind.Undefined ? new JsObject(engine) : ScriptValues.Json(engine, Content);
        var request = Object(
            engine,
            ("url", Url(engine)),
            ("url_raw", Path + Query),
            ("url_params", Texts(engine, UrlParams)),
            ("content", content),
            ("content_raw", Encoding.UTF8.GetString(Raw)),
            ("headers", Texts(engine, Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value)))),
            ("body", content),
            ("user", Object(engine, ("_id", User.Id), ("name", User.Name ?? ""), ("username", User.Username))));
        return Object(engine, ("request", request));
    }

    private JsObject Url(Engine engine)
    {
        var query = new JsObject(engine);
        foreach (var (name, values) in QueryHelpers.ParseQuery(Query))
            query.CreateDataProperty(name, values.Count == 1 ? values[0] ?? "" : engine.Intrinsics.Array.Construct([.. values.Select(value => (JsValue)(value ?? ""))]));
        return Object(engine, ("hash", JsValue.Null), ("search", Query.Length > 0 ? Query : JsValue.Null), ("query", query), ("pathname", Path), ("path", Path + Query));
    }
}
