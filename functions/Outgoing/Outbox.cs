using System.Text.Json;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Outgoing;

/// <summary>
/// Writes an event that triggers integrations into the transaction of what happens (design 6), so that it is there if and only if that happened.
/// A guard on the queue sees to it that nothing stays there, whatever becomes of this process.
/// </summary>
internal sealed class Outbox(EventMatching matching, EventPayload payloads, Guards guards, Dispatcher dispatcher, SpillStore spill, TimeProvider time) : IEventListener
{
    public async ValueTask<Action?> JoinAsync(WorkspaceEvent happening, string table, WriteSet set, CancellationToken cancellationToken)
    {
        var targets = await matching.FindAsync(happening, cancellationToken);
        if (targets.Count == 0) return null;
        var place = new OutboxPlace(table, set.PartitionKey);
        var occurred = new OutboxEvent(TimeOrderedId.New(time), happening.Name, happening.At, targets, await payloads.BuildAsync(happening, cancellationToken));
        var row = await spill.CreateRowAsync(set.PartitionKey, WorkspaceEvents.RowPrefix + occurred.Id, JsonSerializer.Serialize(occurred, RestJson.Options), cancellationToken);
        await guards.EnsureAsync(place, cancellationToken);
        set.Put(row);
        return () => dispatcher.Enqueue(new OutboxItem(place, occurred, row));
    }
}
