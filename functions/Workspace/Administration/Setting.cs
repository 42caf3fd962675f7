using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Functions.Workspace.Administration;

/// <summary>A setting that somebody changed, as stored.</summary>
/// <param name="Id">Rocket.Chat's name of it.</param>
/// <param name="Value">A boolean or a text.</param>
/// <param name="UpdatedAt">When it was changed.</param>
internal sealed record Setting([property: JsonPropertyName("_id")] string Id, JsonElement Value, [property: JsonPropertyName("_updatedAt")] DateTimeOffset UpdatedAt);
