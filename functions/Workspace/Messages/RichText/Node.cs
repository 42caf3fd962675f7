using System.Text.Json.Nodes;

namespace Gantry.Functions.Workspace.Messages.RichText;

/// <summary>The nodes of Rocket.Chat's message tree (<c>md</c>).</summary>
internal static class Node
{
    public static JsonObject Of(string type, JsonNode value) => new() { ["type"] = type, ["value"] = value };

    public static JsonObject Text(string text) => Of("PLAIN_TEXT", text);

    public static JsonObject Paragraph(JsonArray inlines) => Of("PARAGRAPH", inlines);

    public static JsonObject LineBreak() => new() { ["type"] = "LINE_BREAK" };

    public static JsonObject Heading(int level, JsonArray inlines) => new() { ["type"] = "HEADING", ["level"] = Math.Min(level, 4), ["value"] = inlines };

    public static JsonObject Item(JsonArray inlines, int? number) =>
        number is { } n ? new JsonObject { ["type"] = "LIST_ITEM", ["value"] = inlines, ["number"] = n } : Of("LIST_ITEM", inlines);

    public static JsonObject Code(string? language, IEnumerable<string> lines) => new()
    {
        ["type"] = "CODE",
        ["language"] = string.IsNullOrWhiteSpace(language) ? "none" : language,
        ["value"] = new JsonArray([.. lines.Select(line => Of("CODE_LINE", Text(line)))]),
    };

    public static JsonObject Link(string url, JsonArray label) => Of("LINK", new JsonObject { ["src"] = Text(url), ["label"] = label });

    public static JsonObject Emoji(string shortCode) => new() { ["type"] = "EMOJI", ["value"] = Text(shortCode), ["shortCode"] = shortCode };
}
