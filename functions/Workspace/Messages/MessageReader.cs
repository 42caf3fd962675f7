namespace Gantry.Functions.Workspace.Messages;

/// <summary>Finds a message by its id alone: one point read for an id of ours, two for one that a client chose.</summary>
internal sealed class MessageReader(MessageStore store, ClientMessageIds clientIds)
{
    /// <summary>The message; null if there is none.</summary>
    public async Task<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (MessageId.TryParse(id, out var roomId, out var rowKey) && await store.ReadAsync(roomId, rowKey, cancellationToken) is { } own) return own;
        return await clientIds.FindAsync(id, cancellationToken) is { } claim ? await store.ReadAsync(claim.RoomId, MessageId.RowKey(claim.MadeId), cancellationToken) : null;
    }
}
