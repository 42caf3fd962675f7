using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A message that is gone.</summary>
internal sealed record DeletedMessage(string Id, DateTimeOffset DeletedAt, string? Tmid);

/// <summary>What happened to a room's messages since an instant.</summary>
internal sealed record RoomChange(IReadOnlyList<Message> Updated, IReadOnlyList<DeletedMessage> Deleted);

/// <summary>
/// Reads what happened in a room since an instant: three range reads (new messages, changes, deletions) and a point read for each older message that
/// changed. What counts is when storage wrote a row, not what its key says: a message that was slow to commit is not missed.
/// </summary>
internal sealed class RoomChanges(MessageStore store, MessageReader reader, IOptions<MessagesOptions> options)
{
    /// <summary>Longer than a commit may take, and the clocks of instances differ.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    /// <summary>New, changed and deleted messages, newest first.</summary>
    /// <exception cref="ApiException">422: too many to tell.</exception>
    public async Task<RoomChange> SinceAsync(string roomId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (start, limit) = (Earlier(since), options.Value.MaxListed);
        var updated = new Dictionary<string, Message>(StringComparer.Ordinal);
        await foreach (var message in store.ListWrittenSinceAsync(roomId, MessageRange.Between(null, start, inclusive: true), since, cancellationToken))
        {
            updated[message.Id] = message;
            if (updated.Count > limit) throw TooMany(limit);
        }

        var deleted = await DeletedAsync(roomId, since, cancellationToken);
        var notes = await store.ListRowsSinceAsync(roomId, ChangeLog.Since(ChangeLog.ChangedPrefix, start), since, limit + 1, cancellationToken).ToListAsync(cancellationToken);
        if (notes.Count > limit || deleted.Count > limit) throw TooMany(limit);

        // A thread's first message changes with each reply that comes or goes.
        var others = notes.Select(note => note.GetString("Id")!).Concat(updated.Values.Select(message => message.Tmid)).Concat(deleted.Select(message => message.Tmid));
        foreach (var id in others.OfType<string>().Distinct(StringComparer.Ordinal).Where(id => !updated.ContainsKey(id)).ToList())
            if (await reader.FindAsync(id, cancellationToken) is { } stored && stored.Message.Rid == roomId) updated[id] = stored.Message;
        return new RoomChange([.. updated.Values.OrderByDescending(message => message.Ts)], deleted);
    }

    /// <summary>The deleted ones alone, newest first; at most one more than the limit.</summary>
    public async Task<IReadOnlyList<DeletedMessage>> DeletedAsync(string roomId, DateTimeOffset since, CancellationToken cancellationToken) =>
        await store.ListRowsSinceAsync(roomId, ChangeLog.Since(ChangeLog.DeletedPrefix, Earlier(since)), since, options.Value.MaxListed + 1, cancellationToken)
            .Select(row => new DeletedMessage(row.GetString("Id")!, row.Timestamp ?? since, row.GetString("Tmid")))
            .ToListAsync(cancellationToken);

    private static DateTimeOffset Earlier(DateTimeOffset since) => since > DateTimeOffset.UnixEpoch + Slack ? since - Slack : DateTimeOffset.UnixEpoch;

    private static ApiException TooMany(int limit) =>
        ApiException.Invalid("error-too-many-changes", $"More than {limit} messages changed since then. Read the room's history instead", new { limit });
}
