using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>Dates as DDP writes them: <c>{"$date": milliseconds since 1970}</c>.</summary>
internal static class Ejson
{
    private static readonly HashSet<string> Dates = new(StringComparer.Ordinal)
    {
        "ts", "_updatedAt", "editedAt", "pinnedAt", "tlm", "dlm", "lm", "ls", "lr", "createdAt", "lastLogin", "updatedAt", "_deletedAt",
    };

    // What others wrote stays as they wrote it.
    private static readonly HashSet<string> Foreign = new(StringComparer.Ordinal) { "attachments", "customFields", "md", "urls" };

    /// <summary>Rewrites the dates of a record that was made for the REST API, in place.</summary>
    /// <returns>The same record.</returns>
    public static JsonNode? WithDates(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject record:
                foreach (var (name, value) in record.ToList())
                {
                    if (Dates.Contains(name) && Parse(value) is { } date) record[name] = Date(date);
                    else if (!Foreign.Contains(name)) WithDates(value);
                }

                break;
            case JsonArray array:
                foreach (var item in array) WithDates(item);
                break;
        }

        return node;
    }

    /// <summary>A date.</summary>
    public static JsonObject Date(DateTimeOffset date) => new() { ["$date"] = date.ToUnixTimeMilliseconds() };

    /// <summary>Reads a date that a client sent: <c>{"$date"}</c>, ISO 8601 or milliseconds; null for anything else.</summary>
    public static DateTimeOffset? ReadDate(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.TryGetProperty("$date", out var date) ? ReadDate(date) : null,
        JsonValueKind.Number => element.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null,
        JsonValueKind.String => ParseText(element.GetString()!),
        _ => null,
    };

    private static DateTimeOffset? Parse(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? ParseText(value.GetValue<string>()) : null;

    private static DateTimeOffset? ParseText(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;
}
