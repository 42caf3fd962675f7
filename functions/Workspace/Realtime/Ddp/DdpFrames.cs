using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>The frames that the server sends (<c>rocket-chat-behaviour.md</c> 8.2), as UTF-8. Ids are written as the client wrote them.</summary>
internal static class DdpFrames
{
    /// <summary>The server's own heartbeat.</summary>
    public static byte[] Ping { get; } = Write(new { msg = "ping" });

    public static byte[] Connected(string session) => Write(new { msg = "connected", session });

    /// <summary>The version that the client must speak.</summary>
    public static byte[] Failed(string version) => Write(new { msg = "failed", version });

    public static byte[] Pong(JsonElement? id) => Write(new { msg = "pong", id });

    public static byte[] Error(string reason, JsonElement? offendingMessage) => Write(new { msg = "error", reason, offendingMessage });

    public static byte[] Result(JsonElement id, JsonNode? result) => Write(new { msg = "result", id, result });

    public static byte[] Failure(JsonElement id, JsonElement error) => Write(new { msg = "result", id, error });

    public static byte[] Updated(JsonElement id) => Write(new { msg = "updated", methods = new[] { id } });

    public static byte[] Ready(JsonElement id) => Write(new { msg = "ready", subs = new[] { id } });

    public static byte[] NoSub(JsonElement id, JsonElement? error) => Write(new { msg = "nosub", id, error });

    public static byte[] Added(string collection, string id, JsonNode fields) => Write(new { msg = "added", collection, id, fields });

    public static byte[] Changed(string collection, string id, JsonNode fields) => Write(new { msg = "changed", collection, id, fields });

    public static byte[] Removed(string collection, string id) => Write(new { msg = "removed", collection, id });

    /// <summary>An event of a stream: always <c>changed</c>, always the document <c>id</c> (8.4).</summary>
    public static byte[] Event(string stream, string eventName, params JsonNode?[] args) =>
        Changed(stream, "id", new JsonObject { ["eventName"] = eventName, ["args"] = new JsonArray([.. args.Select(arg => arg?.DeepClone())]) });

    private static byte[] Write<T>(T frame) => JsonSerializer.SerializeToUtf8Bytes(frame, RestJson.Options);
}
