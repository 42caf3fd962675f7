using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Outgoing;

/// <summary>An integration that an event triggers.</summary>
/// <param name="IntegrationId">The integration.</param>
/// <param name="TriggerWord">The word that did it.</param>
internal sealed record EventTarget(string IntegrationId, string? TriggerWord);

/// <summary>Decides which integrations an event triggers.</summary>
internal sealed class EventMatching(IntegrationStore integrations, UserStore users, RoomAccess access)
{
    /// <summary>The integrations that an event triggers; empty for most.</summary>
    public async ValueTask<IReadOnlyList<EventTarget>> FindAsync(WorkspaceEvent happening, CancellationToken cancellationToken)
    {
        var state = await integrations.GetAsync(cancellationToken);
        if (!EventIndex.Knows(state, happening)) return [];

        List<EventTarget> targets = [];
        foreach (var integration in EventIndex.Find(state, happening))
        {
            // What an integration posted does not trigger it again, in whatever room: no loops.
            if (happening.Message?.Bot?.I == integration.Id) continue;
            string? word = null;
            if (integration.Event is WorkspaceEvent.MessageSent or WorkspaceEvent.MessageEdited && !TriggerWords.Match(integration, happening.Message!.Msg, out word)) continue;
            if (await MaySeeAsync(integration, happening, cancellationToken)) targets.Add(new EventTarget(integration.Id, word));
        }

        return targets;
    }

    // An integration hears what its creator could read. A creator that is gone can read what everybody can.
    private async ValueTask<bool> MaySeeAsync(Integration integration, WorkspaceEvent happening, CancellationToken cancellationToken)
    {
        if (happening.Room is not { } room) return true;

        // Who makes a room is in it before the room is there.
        if (integration.CreatedBy.Id == happening.User.Id) return true;
        return await users.FindAsync(integration.CreatedBy.Id, cancellationToken) is { } creator ? await access.CanReadAsync(creator, room, cancellationToken) : room.IsChannel;
    }
}
