using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>Attachments as senders write them, made as they are stored (<c>rocket-chat-behaviour.md</c> 2.8). What is not known is kept.</summary>
internal static class Attachments
{
    private const int MaxDepth = 32;

    private static readonly string[] UrlFields = ["author_link", "author_icon", "title_link", "image_url", "audio_url", "video_url", "thumb_url", "message_link"];

    /// <summary>Checks and normalises; null for none or for what is not an array.</summary>
    /// <exception cref="ApiException">422: an address that is not http, https or a path; a field without title or value.</exception>
    public static JsonElement? Normalize(JsonElement? attachments)
    {
        if (attachments is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() == 0) return null;
        if (!Nesting.IsWithin(array, MaxDepth)) throw Invalid($"Invalid attachment, nested deeper than {MaxDepth} levels");
        return JsonSerializer.SerializeToElement(NormalizeAll((JsonArray)JsonArray.Create(array)!), RestJson.Options);
    }

    private static JsonArray NormalizeAll(JsonArray array)
    {
        foreach (var item in array)
        {
            if (item is not JsonObject attachment) throw Invalid("Invalid attachment, an object is required");
            if (attachment.Remove("msg", out var msg) && msg is JsonValue) attachment["text"] = msg;
            foreach (var field in UrlFields) RequireAddress(attachment[field]);
            foreach (var action in Objects(attachment["actions"]))
            {
                RequireAddress(action["url"]);
                RequireAddress(action["image_url"]);
            }

            if (attachment["fields"] is JsonArray fields) RequireTitleAndValue(fields);
            if (attachment["attachments"] is JsonArray nested) NormalizeAll(nested);
        }

        return array;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node is JsonArray array ? array.OfType<JsonObject>() : [];

    private static void RequireTitleAndValue(JsonArray fields)
    {
        foreach (var field in fields)
            if (field is not JsonObject item || IsBlank(item["title"]) || IsBlank(item["value"])) throw Invalid("Invalid attachment field, title and value is required");
    }

    private static bool IsBlank(JsonNode? node) => node is null || (node.GetValueKind() == JsonValueKind.String && string.IsNullOrEmpty(node.GetValue<string>()));

    // Anything else than http(s) or a path of this server could run in the reader's client.
    private static void RequireAddress(JsonNode? node)
    {
        if (node is null) return;
        if (node.GetValueKind() != JsonValueKind.String || !IsAddress(node.GetValue<string>().Trim())) throw Invalid("Invalid href value provided");
    }

    /// <summary>Whether a text may stand where a client fetches or follows an address: http, https or a path of this server.</summary>
    public static bool IsAddress(string text) => text.Length == 0
        || (text[0] == '/' && (text.Length == 1 || text[1] is not ('/' or '\\')))
        || (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps));

    private static ApiException Invalid(string sentence) => new(422, "error-invalid-attachment", sentence);
}
