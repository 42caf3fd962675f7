using Gantry.Functions.Workspace.Events;

namespace Gantry.Functions.Integrations;

/// <summary>What the enabled outgoing integrations listen to, as keys: an event and a scope (<c>rocket-chat-behaviour.md</c> 3.1).</summary>
internal static class EventScope
{
    /// <summary>The scope that every listener of an event is in, whatever its rooms.</summary>
    public const string Everywhere = "";

    /// <summary>The key of an event and a scope: a room as an integration names it, or a group of rooms, in lower case.</summary>
    public static string Key(string name, string scope) => $"{name} {scope}";

    /// <summary>The keys of an integration; none if it does not listen.</summary>
    public static IEnumerable<string> Of(Integration integration)
    {
        if (!integration.Enabled || integration.Type != Integration.Outgoing || integration.Event is not { } name) yield break;
        foreach (var scope in Scopes(integration)) yield return Key(name, scope);
        if (name != WorkspaceEvent.MessageSent || integration.RunOnEdits != true) yield break;
        foreach (var scope in Scopes(integration)) yield return Key(WorkspaceEvent.MessageEdited, scope);
    }

    // An integration without rooms listens to all channels.
    private static IEnumerable<string> Scopes(Integration integration) =>
        (integration.Channel.Count > 0 ? integration.Channel.Select(channel => channel.ToLowerInvariant()) : ["all_public_channels"]).Append(Everywhere).Distinct(StringComparer.Ordinal);
}
