using System.Text.Json;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Bounds for what describes a room, which lies in one row.</summary>
internal static class RoomText
{
    private const int MaxLength = 5_000;

    /// <summary>Checks a topic, description or announcement; null for none.</summary>
    /// <exception cref="ApiException">422: too long.</exception>
    public static string? Require(string name, string? text)
    {
        if (text?.Length > MaxLength) throw ApiException.Invalid("error-invalid-params", $"The {name} is longer than {MaxLength} characters", new { key = name });
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>Checks custom fields.</summary>
    /// <exception cref="ApiException">422: too large or too deep.</exception>
    public static JsonElement? RequireFields(JsonElement? fields)
    {
        if (fields is not { } element) return null;
        return element.GetRawText().Length <= MaxLength && Nesting.IsWithin(element, 16)
            ? element
            : throw ApiException.Invalid("error-invalid-params", "Invalid custom fields", new { key = "customFields" });
    }
}
