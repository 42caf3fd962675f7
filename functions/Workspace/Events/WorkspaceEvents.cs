using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Workspace.Events;

/// <summary>Commits what happens in the workspace together with the rows of those who have to know of it.</summary>
internal sealed class WorkspaceEvents(IServiceProvider services)
{
    /// <summary>
    /// What the keys of listeners' rows begin with, in whatever partition; lists of other rows leave them out. Only the table <c>messages</c> has others:
    /// <c>e|</c> (<see cref="Realtime.Sharing.RoomEventRow"/>), which have to lie right before the messages.
    /// </summary>
    public const string RowPrefix = "o|";

    // Listeners read rooms and users, whose stores commit through here: so they are made at the first use.
    private readonly Lazy<IEventListener[]> _listeners = new(() => [.. services.GetServices<IEventListener>()]);

    /// <summary>Commits a transaction and tells the listeners.</summary>
    /// <param name="writer">The writer of the table.</param>
    /// <param name="table">The table's name without prefix.</param>
    /// <param name="set">The transaction.</param>
    /// <param name="happenings">What it makes happen; may be empty.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="Azure.RequestFailedException">As <see cref="GroupCommitWriter.CommitAsync"/>; then nothing happened.</exception>
    public async Task CommitAsync(GroupCommitWriter writer, string table, WriteSet set, IReadOnlyList<WorkspaceEvent> happenings, CancellationToken cancellationToken)
    {
        List<Action>? afterwards = null;
        foreach (var happening in happenings)
            foreach (var listener in _listeners.Value)
                if (await listener.JoinAsync(happening, table, set, cancellationToken) is { } action) (afterwards ??= []).Add(action);
        await writer.CommitAsync(set, cancellationToken);
        afterwards?.ForEach(static action => action());
    }
}
