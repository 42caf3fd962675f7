using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Commands;

/// <summary>A command as answered: what everybody may know of it, and to who manages it all but the secrets that were replaced.</summary>
internal static class CommandView
{
    /// <summary>As one command is answered to who manages it.</summary>
    public static JsonObject ToManaged(Command command)
    {
        var node = RestJson.ToNode(command)!.AsObject();
        foreach (var previous in node["previousSecrets"] as JsonArray ?? []) previous!.AsObject().Remove("secret");
        return node;
    }

    /// <summary>As one command is answered.</summary>
    public static JsonObject ToNode(Caller caller, Command command) => CommandAccess.Manages(caller, command)
        ? ToManaged(command)
        : ToPublic(command.Name, command.Params, command.Description, command.ClientOnly, command.ProvidesPreview, command.AppId);

    /// <summary>As a list shows it: without the secret.</summary>
    public static JsonObject ToListed(Caller caller, Command command)
    {
        var node = ToNode(caller, command);
        node.Remove("secret");
        return node;
    }

    /// <summary>What everybody may know (<c>rocket-chat-behaviour.md</c> 4).</summary>
    public static JsonObject ToPublic(string name, string? parameters, string? description, bool clientOnly = false, bool providesPreview = false, string? appId = null)
    {
        var node = new JsonObject { ["command"] = name, ["params"] = parameters ?? "", ["description"] = description ?? "", ["clientOnly"] = clientOnly, ["providesPreview"] = providesPreview };
        if (appId is not null) node["appId"] = appId;
        return node;
    }
}
