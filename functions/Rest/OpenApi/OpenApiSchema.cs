using System.Text.Json.Nodes;

namespace Gantry.Functions.Rest.OpenApi;

/// <summary>The schemas of parameters (JSON Schema 2020-12, as OpenAPI 3.1 has it).</summary>
internal static class OpenApiSchema
{
    private const string Items = "[]";
    private const char Required = '!';

    /// <summary>Whether a type says that its parameter has to be there.</summary>
    public static bool IsRequired(string type) => type.EndsWith(Required);

    /// <summary>The schema of a type of <see cref="EndpointFacts.Parameters"/>.</summary>
    public static JsonObject Of(string type) => type.TrimEnd(Required) switch
    {
        "string" => new JsonObject { ["type"] = "string" },
        "boolean" => new JsonObject { ["type"] = "boolean" },
        "integer" => new JsonObject { ["type"] = "integer" },
        "date" => new JsonObject { ["type"] = "string", ["description"] = "A date: ISO 8601, or milliseconds since 1970." },
        "list" => new JsonObject
        {
            ["description"] = "An array, or text with commas.",
            ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }, new JsonObject { ["type"] = "string" }),
        },
        "object" => new JsonObject { ["type"] = "object" },
        "array" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject() },
        _ => [],
    };

    /// <summary>The schema of an object with some parameters, nested as their names say.</summary>
    public static JsonObject OfObject(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var schema = new JsonObject { ["type"] = "object" };
        foreach (var (path, type) in parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)) Add(schema, path, type);
        return schema;
    }

    private static void Add(JsonObject schema, string path, string type)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (head, rest) = dot < 0 ? (path, null) : (path[..dot], path[(dot + 1)..]);
        var isItems = rest is not null && head.EndsWith(Items, StringComparison.Ordinal);
        var name = isItems ? head[..^Items.Length] : head;
        var properties = Child(schema, "properties");
        if (rest is null)
        {
            properties[name] = Of(type);
            if (IsRequired(type)) Require(schema, name);
            return;
        }

        var inner = properties[name] as JsonObject;
        if (inner is null) properties[name] = inner = Of(isItems ? "array" : "object");
        if (isItems) inner = Child(inner, "items");
        inner["type"] ??= "object";
        Add(inner, rest, type);
    }

    private static void Require(JsonObject schema, string name)
    {
        if (schema["required"] is not JsonArray names) schema["required"] = names = [];
        names.Add(name);
    }

    private static JsonObject Child(JsonObject schema, string name)
    {
        if (schema[name] is JsonObject child) return child;
        var made = new JsonObject();
        schema[name] = made;
        return made;
    }
}
