using Azure;
using Azure.Data.Tables;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>The claim on an id that a client chose.</summary>
/// <param name="RoomId">The room that the message is for.</param>
/// <param name="MadeId">The id of ours under which the message lies.</param>
/// <param name="UserId">Who claimed it.</param>
internal sealed record MessageIdClaim(string RoomId, string MadeId, string UserId);

/// <summary>
/// Ids that clients chose (<c>chat.sendMessage</c>), in the table <c>messageids</c>: a partition an id, so that an id is taken everywhere at once.
/// The claim is written before the message. A crash between leaves a claim without a message: the same caller's repeat finds it and writes the message where
/// the claim says; to everybody else the id stays taken. A crash after the message but before the answer: the repeat finds the message and answers it.
/// A deleted message's claim goes after the message; a crash between is the first case again.
/// </summary>
internal sealed class ClientMessageIds(StorageAccount storage, MessageStore store, TimeProvider time)
{
    private const string Row = "id";
    private const int MaxLength = 100;

    private readonly TableClient _table = storage.Table("messageids");

    /// <summary>The claim on an id.</summary>
    public async Task<MessageIdClaim?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length is 0 or > MaxLength) return null;
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(StorageKey.Encode(id), Row, cancellationToken: cancellationToken);
        return found.HasValue ? new MessageIdClaim(found.Value!.GetString("RoomId")!, found.Value.GetString("MadeId")!, found.Value.GetString("UserId")!) : null;
    }

    /// <summary>Claims an id, or gives the caller's own claim on it back.</summary>
    /// <returns>The id of ours under which the message is to lie.</returns>
    /// <exception cref="ApiException">409: somebody else has it, or it is for another room; 422: it is no id.</exception>
    public async Task<string> ClaimAsync(string id, string roomId, string userId, CancellationToken cancellationToken)
    {
        if (id.Length is 0 or > MaxLength) throw ApiException.Invalid("error-invalid-message_id", $"A message id has at most {MaxLength} characters");

        // An id that looks like one of ours (24 hexadecimal digits do) is free unless it is one.
        if (MessageId.TryParse(id, out var ownRoom, out var ownRow) && await store.ReadAsync(ownRoom, ownRow, cancellationToken) is not null) throw Taken(id);
        var madeId = MessageId.New(roomId, time);
        var row = new TableEntity(StorageKey.Encode(id), Row) { ["RoomId"] = roomId, ["MadeId"] = madeId, ["UserId"] = userId };
        try
        {
            await _table.AddEntityAsync(row, cancellationToken);
            return madeId;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            var claim = await FindAsync(id, cancellationToken);
            return claim is not null && claim.RoomId == roomId && claim.UserId == userId ? claim.MadeId : throw Taken(id);
        }
    }

    /// <summary>Frees the id of a deleted message.</summary>
    public Task ReleaseAsync(string id, CancellationToken cancellationToken) => _table.DeleteEntityAsync(StorageKey.Encode(id), Row, cancellationToken: cancellationToken);

    /// <summary>The id is taken.</summary>
    public static ApiException Taken(string id) => ApiException.Conflict("error-duplicate-message-id", $"A message with the id '{id}' exists", new { messageId = id });
}
