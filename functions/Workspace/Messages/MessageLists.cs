using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary><c>history</c> and <c>messages</c> of channels, groups and direct rooms: range reads of the room's partition.</summary>
internal sealed class MessageLists(MessageStore store, IndexedMessages indexed, MessageView view, IOptions<RestOptions> rest)
{
    private const int DefaultHistoryCount = 20;

    /// <summary>
    /// <c>history</c>: newest first, before <c>latest</c> and after <c>oldest</c>, or also at those with <c>inclusive</c>. With <c>latest</c> held, pages do
    /// not shift while messages arrive. Replies are left out unless they are shown in the room too, or <c>showThreadMessages</c> says otherwise.
    /// </summary>
    public async Task<IResult> HistoryAsync(Room room, Parameters parameters, bool showReplies, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, rest, DefaultHistoryCount);
        var range = MessageRange.Between(parameters.Date("latest"), parameters.Date("oldest"), parameters.Bool("inclusive") ?? false);
        var withReplies = parameters.Bool("showThreadMessages") ?? showReplies;
        var messages = await store.ListAsync(room.Id, range, paging.Count, cancellationToken)
            .Where(message => withReplies || message.Tmid is null || message.Tshow == true)
            .Skip(paging.Offset)
            .Take(paging.Count)
            .ToListAsync(cancellationToken);
        return Results.Ok(new JsonObject { ["messages"] = View(messages), ["success"] = true });
    }

    /// <summary>
    /// <c>messages</c>: all, newest first, or oldest first with <c>sort={"ts":1}</c>; the messages that the offset skips are not fetched. With <c>pinned</c>
    /// the pinned ones alone, with <c>mentionIds</c> those that mention the first of these users.
    /// </summary>
    public async Task<IResult> MessagesAsync(Room room, Parameters parameters, CancellationToken cancellationToken)
    {
        if (parameters.Bool("pinned") is true)
            return await indexed.AnswerAsync(room.Id, await indexed.RowsAsync(room.Id, MessageIndex.Pinned, cancellationToken), parameters, "messages", message => message.Pinned == true, cancellationToken);
        if (parameters.List("mentionIds") is [var mentioned, ..])
        {
            var rows = await indexed.RowsAsync(room.Id, MessageIndex.Mentions(mentioned), cancellationToken);
            return await indexed.AnswerAsync(room.Id, rows, parameters, "messages", message => message.Mentions?.Any(mention => mention.Id == mentioned) == true, cancellationToken);
        }

        var paging = Paging.From(parameters, rest);
        if (paging.Sort.Any(sort => sort.Field != "ts")) throw new ApiException(400, "error-invalid-sort", "Messages can be sorted by \"ts\" only [error-invalid-sort]");
        var oldestFirst = paging.Sort is [(_, true), ..];
        var range = oldestFirst ? await OldestAsync(room.Id, paging, cancellationToken) : await NewestAsync(room.Id, paging, cancellationToken);
        var messages = range is null ? [] : await store.ListAsync(room.Id, range.Value, paging.Count, cancellationToken).Take(paging.Count).ToListAsync(cancellationToken);
        if (oldestFirst) messages.Reverse();
        return Results.Ok(new JsonObject
        {
            ["messages"] = View(messages),
            ["count"] = messages.Count,
            ["offset"] = paging.Offset,
            ["total"] = await store.CountAsync(room.Id, cancellationToken),
            ["success"] = true,
        });
    }

    private async Task<MessageRange?> NewestAsync(string roomId, Paging paging, CancellationToken cancellationToken)
    {
        if (paging.Offset == 0) return MessageRange.All;
        var first = await store.ListKeysAsync(roomId, MessageRange.All, cancellationToken).Skip(paging.Offset).FirstOrDefaultAsync(cancellationToken);
        return first is null ? null : MessageRange.All with { From = first };
    }

    // The oldest lie at the end of the partition, and only its end tells where that is: of all keys, the last few are kept.
    private async Task<MessageRange?> OldestAsync(string roomId, Paging paging, CancellationToken cancellationToken)
    {
        var last = new Queue<string>();
        await foreach (var key in store.ListKeysAsync(roomId, MessageRange.All, cancellationToken))
        {
            if (last.Count == (long)paging.Offset + paging.Count) last.Dequeue();
            last.Enqueue(key);
        }

        if (last.Count <= paging.Offset) return null;
        return new MessageRange(last.Peek(), paging.Offset == 0 ? MessageRange.All.To : last.ElementAt(last.Count - paging.Offset));
    }

    private JsonArray View(IEnumerable<Message> messages) => new([.. messages.Select(view.ToNode)]);
}
