using System.Text.Json;

namespace Gantry.Functions.Workspace;

/// <summary>How deep foreign JSON may nest that is stored inside a document of ours: the serializer has a limit of its own for the whole.</summary>
internal static class Nesting
{
    /// <summary>Whether an element has at most so many levels.</summary>
    public static bool IsWithin(JsonElement element, int levels) => element.ValueKind switch
    {
        JsonValueKind.Array => levels > 0 && element.EnumerateArray().All(item => IsWithin(item, levels - 1)),
        JsonValueKind.Object => levels > 0 && element.EnumerateObject().All(property => IsWithin(property.Value, levels - 1)),
        _ => true,
    };
}
