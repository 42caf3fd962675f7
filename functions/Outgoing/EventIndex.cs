using Gantry.Functions.Integrations;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage.Snapshots;

namespace Gantry.Functions.Outgoing;

/// <summary>
/// The enabled outgoing integrations by what they listen to, so that an event costs as much as it has listeners, however many integrations there are
/// (<c>rocket-chat-behaviour.md</c> 3.1).
/// </summary>
internal sealed class EventIndex
{
    private const string Everywhere = "";

    private readonly Dictionary<(string Event, string Scope), List<Integration>> _integrations = [];

    private EventIndex(SnapshotState<Integration> state)
    {
        Version = state.Version;
        foreach (var integration in state.Records.Values)
        {
            if (!integration.Enabled || integration.Type != Integration.Outgoing || integration.Event is not { } name) continue;
            foreach (var scope in Scopes(integration)) Add(name, scope, integration);
            if (name == WorkspaceEvent.MessageSent && integration.RunOnEdits == true)
                foreach (var scope in Scopes(integration)) Add(WorkspaceEvent.MessageEdited, scope, integration);
        }
    }

    /// <summary>The version of the integrations that it is made of.</summary>
    public long Version { get; }

    /// <summary>The index of some integrations.</summary>
    public static EventIndex Of(SnapshotState<Integration> state) => new(state);

    /// <summary>Whether anybody listens to an event at all.</summary>
    public bool Knows(WorkspaceEvent happening) => _integrations.ContainsKey((happening.Name, Everywhere));

    /// <summary>The integrations that listen to an event in its room, each once.</summary>
    public IEnumerable<Integration> Find(WorkspaceEvent happening)
    {
        if (!Knows(happening)) return [];
        if (happening.Room is not { } room) return List(happening.Name, Everywhere);
        var use = IntegrationEvent.Find(happening.Name)!.Value.Event;
        return use.UsesChannel ? Keys(room, happening.User.Username).SelectMany(scope => List(happening.Name, scope)).DistinctBy(integration => integration.Id) : List(happening.Name, Everywhere);
    }

    private List<Integration> List(string name, string scope) => _integrations.GetValueOrDefault((name, scope)) ?? [];

    private void Add(string name, string scope, Integration integration)
    {
        if (!_integrations.TryGetValue((name, scope), out var list)) _integrations[(name, scope)] = list = [];
        list.Add(integration);
    }

    // An integration without rooms listens to all channels.
    private static IEnumerable<string> Scopes(Integration integration) =>
        (integration.Channel.Count > 0 ? integration.Channel.Select(channel => channel.ToLowerInvariant()) : ["all_public_channels"]).Append(Everywhere).Distinct(StringComparer.Ordinal);

    // A direct room is meant by each of its users but the sender's name.
    private static IEnumerable<string> Keys(Room room, string sender)
    {
        if (room.IsDirect)
        {
            var names = (room.Usernames ?? []).Where(name => room.Usernames!.Count == 1 || !string.Equals(name, sender, StringComparison.OrdinalIgnoreCase));
            return (room.Uids ?? []).Concat(names).Select(name => "@" + name).Append("#" + room.Id).Append("all_direct_messages").Select(key => key.ToLowerInvariant());
        }

        string[] keys = [room.IsChannel ? "all_public_channels" : "all_private_groups", "#" + room.Id, "#" + room.Name];
        return keys.Select(key => key.ToLowerInvariant());
    }
}
