using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages.RichText;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A message as answered (<c>rocket-chat-behaviour.md</c> 7.0).</summary>
internal sealed class MessageView(IOptions<MessagesOptions> options)
{
    /// <summary>The message, with the parsed text of what somebody wrote.</summary>
    public JsonNode ToNode(Message message)
    {
        var node = (JsonObject)RestJson.ToNode(message)!;
        if (message.T is not null) return node;
        node["mentions"] ??= new JsonArray();
        node["channels"] ??= new JsonArray();
        node["urls"] ??= new JsonArray();
        if (!string.IsNullOrWhiteSpace(message.Msg) && message.Msg.Length <= options.Value.MaxAllowedSize) node["md"] = MessageTree.Parse(message.Msg);
        return node;
    }

    /// <summary>A message for one user alone, marked as Rocket.Chat marks them.</summary>
    public JsonNode ToPrivateNode(Message message)
    {
        var node = ToNode(message);
        node["private"] = true;
        return node;
    }
}
