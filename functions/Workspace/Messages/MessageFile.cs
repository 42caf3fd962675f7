using System.Text.Json.Serialization;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A file that a message carries (<c>rocket-chat-behaviour.md</c> 7.0).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name to show and to save it under.</param>
/// <param name="Type">The media type.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Format">The name's extension without its dot.</param>
internal sealed record MessageFile([property: JsonPropertyName("_id")] string Id, string Name, string Type, long Size, string Format);
