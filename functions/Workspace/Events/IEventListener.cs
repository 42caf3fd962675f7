using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Workspace.Events;

/// <summary>Somebody who has to know what happens in the workspace, even if the process dies the moment after.</summary>
internal interface IEventListener
{
    /// <summary>Called before the commit: adds rows of its own to the transaction.</summary>
    /// <param name="happening">What is about to happen.</param>
    /// <param name="table">The table of the transaction.</param>
    /// <param name="set">The transaction. Keys of listeners' rows begin with <see cref="WorkspaceEvents.RowPrefix"/>.</param>
    /// <param name="cancellationToken">Cancels; then nothing happens.</param>
    /// <returns>What to do once it is committed, which must neither wait nor throw; null for nothing.</returns>
    ValueTask<Action?> JoinAsync(WorkspaceEvent happening, string table, WriteSet set, CancellationToken cancellationToken);
}
