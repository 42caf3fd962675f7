using Azure;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// Replies of a thread: the reply and the counts on the message that starts the thread are one transaction, since both lie in the room's partition.
/// A reply to a reply belongs to the thread's first message.
/// </summary>
internal sealed class ThreadReplies(MessageStore store, MessageReader reader) : IDisposable
{
    private const int MaxAttempts = 10;

    // Replies of one thread go one after the other within this process; without that, each would change the parent under the others.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Commits a reply.</summary>
    /// <exception cref="ApiException">422: what it replies to is not there, or in another room.</exception>
    /// <exception cref="RequestFailedException">409: a reply that may exist does.</exception>
    public async Task<Message> CommitAsync(User author, Room room, Message reply, string madeId, bool mayExist, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)StringComparer.Ordinal.GetHashCode(reply.Tmid!) % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; attempt <= MaxAttempts; attempt++)
            {
                if (await TryCommitAsync(author, room, reply, madeId, mayExist, cancellationToken) is { } committed) return committed;
            }

            throw ApiException.Unavailable();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    /// <summary>Null if somebody changed the parent in between.</summary>
    private async Task<Message?> TryCommitAsync(User author, Room room, Message reply, string madeId, bool mayExist, CancellationToken cancellationToken)
    {
        var parent = await FindRootAsync(reply, cancellationToken);
        reply = reply with { Tmid = parent.Message.Id };
        var row = await store.ToRowAsync(reply, MessageId.RowKey(madeId), cancellationToken);
        var starter = Counted(parent.Message, reply);
        var counted = await store.ToRowAsync(starter, parent.RowKey, cancellationToken);
        var set = MessageStore.NewSet(reply.Rid, added: 1).Replace(counted, parent.ETag).Index(reply, row.RowKey).IndexReply(row.RowKey, starter, parent.RowKey);
        try
        {
            IReadOnlyList<WorkspaceEvent> happenings = [.. MessagePosting.Happenings(author, room, reply), new WorkspaceEvent(WorkspaceEvent.MessageChanged, author, reply.Ts, room, starter)];
            await store.CommitAsync(mayExist ? set.Claim(row) : set.Put(row), happenings, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            await store.DeleteSpilledAsync(counted, cancellationToken);
            await store.DeleteSpilledAsync(row, cancellationToken);
            return null;
        }

        await store.DeleteSpilledAsync(parent.Row, cancellationToken);
        return reply;
    }

    private async Task<StoredMessage> FindRootAsync(Message reply, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(reply.Tmid!, cancellationToken);
        if (found?.Message.Tmid is { } root) found = await reader.FindAsync(root, cancellationToken);
        return found is not null && found.Message.Rid == reply.Rid && found.Message.T is null or "rm"
            ? found
            : throw ApiException.Invalid("error-invalid-message", "Invalid thread.", new { tmid = reply.Tmid });
    }

    private static Message Counted(Message parent, Message reply) => parent with
    {
        Tcount = (parent.Tcount ?? 0) + 1,
        Tlm = reply.Ts,
        Replies = parent.Replies?.Contains(reply.U.Id) == true ? parent.Replies : [.. parent.Replies ?? [], reply.U.Id],
        UpdatedAt = reply.Ts,
    };
}
