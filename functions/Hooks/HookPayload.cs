using System.Text;
using System.Text.Json;
using Gantry.Functions.Rest;
using Microsoft.AspNetCore.WebUtilities;

namespace Gantry.Functions.Hooks;

/// <summary>
/// Reads what a caller sent: JSON; a form with <c>payload=</c>; a form or text that is itself JSON; a form of plain fields
/// (<c>rocket-chat-behaviour.md</c> 2.3).
/// </summary>
internal static class HookPayload
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>The payload; undefined if the body is empty.</summary>
    /// <exception cref="ApiException">400: the body is not what its type says, or not an object.</exception>
    public static JsonElement Read(HookCall call, int maxDepth)
    {
        if (call.Body.AsSpan().Trim(" \t\r\n"u8).IsEmpty) return default;
        return call.ContentType == Form ? ReadForm(Encoding.UTF8.GetString(call.Body), maxDepth) : Parse(call.Body, maxDepth);
    }

    private static JsonElement ReadForm(string text, int maxDepth)
    {
        if (text.TrimStart().StartsWith('{')) return Parse(Encoding.UTF8.GetBytes(text), maxDepth);
        var fields = QueryHelpers.ParseQuery(text);
        if (fields.TryGetValue("payload", out var payload)) return Parse(Encoding.UTF8.GetBytes(payload.ToString()), maxDepth);

        // A form of one key without a value is a client that sent encoded JSON under the form's media type.
        if (fields is { Count: 1 } && fields.First() is { Value: [null or ""] } only && only.Key.StartsWith('{')) return Parse(Encoding.UTF8.GetBytes(only.Key), maxDepth);
        return JsonSerializer.SerializeToElement(fields.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal), RestJson.Options);
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> utf8, int maxDepth)
    {
        var payload = JsonInput.Parse(utf8, maxDepth, out var error);
        if (error is not null) throw new ApiException(400, "error-invalid-json", error);
        return payload.ValueKind == JsonValueKind.Object ? payload : throw new ApiException(400, "error-invalid-payload", "The body must be a JSON object.");
    }
}
