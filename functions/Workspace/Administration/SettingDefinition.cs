using System.Text.Json;

namespace Gantry.Functions.Workspace.Administration;

/// <summary>A setting that there is.</summary>
/// <param name="Id">Rocket.Chat's name of it.</param>
/// <param name="Group">Rocket.Chat's group of it.</param>
/// <param name="Type">boolean, string, int, password or select.</param>
/// <param name="Default">Its value while nobody changed it.</param>
internal sealed record SettingDefinition(string Id, string Group, string Type, JsonElement Default)
{
    private const int MaxLength = 4096;

    /// <summary>Whether everybody sees it, without a login too.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>Whether only the configuration sets it (<c>local.settings.sample.json</c>).</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>What a select may be.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether its value is never answered.</summary>
    public bool IsSecret => Type == "password";

    /// <summary>Checks a new value.</summary>
    /// <exception cref="ApiException">400: it is of another kind. 422: it is too long, or not one of <see cref="Values"/>. 403: it is read-only.</exception>
    public void Check(JsonElement value)
    {
        if (IsReadOnly) throw new ApiException(403, "error-action-not-allowed", $"{Id} is set by the server's configuration [error-action-not-allowed]", new { setting = Id });
        var isKind = Type == "boolean" ? value.ValueKind is JsonValueKind.True or JsonValueKind.False : value.ValueKind == JsonValueKind.String;
        if (!isKind) throw ApiException.WrongType("value", Type == "boolean" ? "a boolean" : "a string");
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Length > MaxLength) throw ApiException.Invalid("error-invalid-setting-value", $"{Id} exceeds {MaxLength} characters");
        if (Values is not null && !Values.Contains(value.GetString(), StringComparer.Ordinal))
            throw ApiException.Invalid("error-invalid-setting-value", $"{Id} must be one of {string.Join(", ", Values)}", new { values = Values });
    }
}
