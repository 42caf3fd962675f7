using Azure;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Events;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// Changes a message where it lies: read, decide, replace it under its ETag; whoever finds it changed decides again on what stands there now. One
/// transaction holds the message, the note for those who keep up with the room (<see cref="ChangeLog"/>) and what the decision adds.
/// </summary>
internal sealed class MessageChanges(MessageStore store, MessageTurns turns, TimeProvider time)
{
    private const int MaxAttempts = 10;

    /// <summary>Changes a message.</summary>
    /// <param name="messageId">The id that the call names.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="findAsync">Finds it, and refuses those who may not.</param>
    /// <param name="decide">The changed message, with what else is to be written; null if nothing has to be done.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The message as it lies there.</returns>
    public async Task<Message> ApplyAsync(
        string messageId, User by, Func<Task<ChosenMessage>> findAsync, Func<ChosenMessage, WriteSet, Task<Message?>> decide, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(messageId, cancellationToken);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var chosen = await findAsync();
            var set = MessageStore.NewSet(chosen.Room.Id, added: 0);
            if (await decide(chosen, set) is not { } changed) return chosen.Message;
            if (await TryCommitAsync(chosen, changed, set, by, cancellationToken)) return changed;
        }

        throw ApiException.Unavailable();
    }

    /// <summary>Commits a change together with what the set holds already; false if somebody changed or deleted the message in between.</summary>
    /// <param name="chosen">The message as it was read.</param>
    /// <param name="changed">As it shall be.</param>
    /// <param name="set">What else is written.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <param name="reaction">The reaction that the change adds; null if it adds none.</param>
    public async Task<bool> TryCommitAsync(ChosenMessage chosen, Message changed, WriteSet set, User by, CancellationToken cancellationToken, string? reaction = null)
    {
        var read = chosen.Stored;
        changed = changed with { UpdatedAt = time.GetUtcNow() };
        var row = await store.ToRowAsync(changed, read.RowKey, cancellationToken);
        try
        {
            var name = reaction is null ? WorkspaceEvent.MessageChanged : WorkspaceEvent.ReactionAdded;
            var happening = new WorkspaceEvent(name, by, changed.UpdatedAt, chosen.Room, changed) { Reaction = reaction };
            await store.CommitAsync(set.Replace(row, read.ETag).NoteChange(changed.Id, read.RowKey, time), [happening], cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            await store.DeleteSpilledAsync(row, cancellationToken);
            return false;
        }

        await store.DeleteSpilledAsync(read.Row, cancellationToken);
        return true;
    }
}
