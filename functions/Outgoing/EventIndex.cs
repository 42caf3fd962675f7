using Gantry.Functions.Integrations;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage.Snapshots;

namespace Gantry.Functions.Outgoing;

/// <summary>
/// Finds the integrations that listen to an event by their keys, so that an event costs as much as it has listeners, however many integrations there are
/// (<c>rocket-chat-behaviour.md</c> 3.1).
/// </summary>
internal static class EventIndex
{
    /// <summary>Whether anybody listens to an event at all.</summary>
    public static bool Knows(SnapshotState<Integration> state, WorkspaceEvent happening) => state.FindGroup(EventScope.Key(happening.Name, EventScope.Everywhere)).Count > 0;

    /// <summary>The integrations that listen to an event in its room, each once.</summary>
    public static IEnumerable<Integration> Find(SnapshotState<Integration> state, WorkspaceEvent happening)
    {
        if (!Knows(state, happening)) return [];
        var usesRoom = happening.Room is not null && IntegrationEvent.Find(happening.Name)!.Value.Event.UsesChannel;
        IEnumerable<string> scopes = usesRoom ? Keys(happening.Room!, happening.User.Username) : [EventScope.Everywhere];
        return scopes.SelectMany(scope => state.FindGroup(EventScope.Key(happening.Name, scope)).Values).DistinctBy(integration => integration.Id);
    }

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
