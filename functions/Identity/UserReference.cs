using System.Text.Json.Serialization;

namespace Gantry.Functions.Identity;

/// <summary>A user as records name it.</summary>
internal sealed record UserReference([property: JsonPropertyName("_id")] string Id, string Username);
