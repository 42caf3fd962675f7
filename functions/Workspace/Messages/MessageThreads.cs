using Azure.Data.Tables;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// <c>chat.getThreadsList</c>, <c>chat.getThreadMessages</c>, <c>chat.followMessage</c> and <c>chat.unfollowMessage</c>. Who replies to a thread or follows it
/// stands in its first message's <c>replies</c>.
/// </summary>
internal sealed class MessageThreads(
    MessageReader reader, MessageChoice choice, MessageChanges changes, IndexedMessages indexed, RoomSelector selector, MembershipStore memberships)
{
    /// <summary>The threads of a room, the last replied-to first; with <c>type</c> those that the caller follows, or has not read to the end; with <c>text</c> those that begin with it.</summary>
    public async Task<IResult> ListAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        var type = parameters.FirstString("type");
        if (type is not (null or "following" or "unread")) throw ApiException.WrongType("type", "\"following\" or \"unread\"");
        var text = parameters.FirstString("text");
        var seen = type == "unread" ? (await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken))?.Ls : null;
        var threads = (await indexed.RowsAsync(room.Id, MessageIndex.Threads, cancellationToken))
            .Select(row => (Row: row, Entry: ThreadEntry.Of(row)))
            .Where(thread => type is null || thread.Entry.Replies.Contains(caller.User.Id))
            .Where(thread => seen is null || thread.Entry.Tlm > seen)
            .Where(thread => text is null || thread.Entry.Msg.Contains(text, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(thread => thread.Entry.Tlm)
            .Select(thread => thread.Row);
        return await indexed.AnswerAsync(room.Id, [.. threads], parameters, "threads", message => message.Tcount > 0, cancellationToken);
    }

    /// <summary>The replies of a thread, oldest first.</summary>
    public async Task<IResult> MessagesAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var thread = await FindAsync(parameters, caller, cancellationToken);
        List<TableEntity> rows = [.. await indexed.RowsAsync(thread.Room.Id, MessageIndex.Replies(thread.Stored.RowKey), cancellationToken)];
        rows.Reverse();
        return await indexed.AnswerAsync(thread.Room.Id, rows, parameters, "messages", message => message.Tmid == thread.Message.Id, cancellationToken);
    }

    /// <summary>The thread that a call names by <c>tmid</c>.</summary>
    /// <exception cref="ApiException">400: none; 404: there is no such message for the caller.</exception>
    public async Task<ChosenMessage> FindAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var id = parameters.RequiredString("tmid");
        return await reader.FindAsync(id, cancellationToken) is { } stored && await choice.FindReadableAsync(stored, caller, cancellationToken) is { } thread
            ? thread
            : throw ApiException.NotFound("error-invalid-message", "Invalid Message [error-invalid-message]");
    }

    /// <summary>Follows a thread, or what may become one.</summary>
    public Task<IResult> FollowAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) => SetAsync(parameters, caller, follow: true, cancellationToken);

    /// <summary>Follows it no more.</summary>
    public Task<IResult> UnfollowAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) => SetAsync(parameters, caller, follow: false, cancellationToken);

    private async Task<IResult> SetAsync(Parameters parameters, Caller caller, bool follow, CancellationToken cancellationToken)
    {
        var id = MessageChoice.RequireId(parameters, "mid");
        await changes.ApplyAsync(id, caller.User, () => choice.FindAsync(parameters, caller, cancellationToken), (chosen, set) =>
        {
            var followers = chosen.Message.Replies ?? [];
            if (followers.Contains(caller.User.Id) == follow) return Task.FromResult<Message?>(null);
            string[] changed = follow ? [.. followers, caller.User.Id] : [.. followers.Where(other => other != caller.User.Id)];
            var message = chosen.Message with { Replies = changed.Length > 0 ? changed : null };
            if (message.Tcount > 0) set.IndexThread(message, chosen.Stored.RowKey);
            return Task.FromResult<Message?>(message);
        }, cancellationToken);
        return Results.Ok(new { success = true });
    }
}
