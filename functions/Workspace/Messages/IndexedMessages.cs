using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// Reads the messages of an index (<see cref="MessageIndex"/>): one range read of its rows, at most <see cref="MessagesOptions.MaxListed"/>, and a point
/// read for each message of the page.
/// </summary>
internal sealed class IndexedMessages(MessageStore store, MessageView view, IOptions<MessagesOptions> options, IOptions<RestOptions> rest)
{
    private static readonly ParallelOptions FewAtATime = new() { MaxDegreeOfParallelism = 16 };

    /// <summary>The rows of an index, newest first.</summary>
    public async Task<IReadOnlyList<TableEntity>> RowsAsync(string roomId, string prefix, CancellationToken cancellationToken) =>
        await store.ListRowsAsync(roomId, prefix, options.Value.MaxListed, cancellationToken).ToListAsync(cancellationToken);

    /// <summary>Answers a page of an index.</summary>
    /// <param name="roomId">The room.</param>
    /// <param name="rows">The rows, in the order of the list.</param>
    /// <param name="parameters">Where the page begins, and how long it is.</param>
    /// <param name="key">What the list is called in the answer.</param>
    /// <param name="holds">Whether a message still belongs to the index.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <param name="decorate">Adds to each message as it is answered.</param>
    public async Task<IResult> AnswerAsync(
        string roomId, IReadOnlyList<TableEntity> rows, Parameters parameters, string key, Func<Message, bool> holds, CancellationToken cancellationToken,
        Action<JsonNode>? decorate = null)
    {
        var paging = Paging.From(parameters, rest);
        var page = rows.Skip(paging.Offset).Take(paging.Count).ToList();
        var messages = await ReadAsync(roomId, page, holds, cancellationToken);
        JsonNode[] nodes = [.. messages.Select(view.ToNode)];
        if (decorate is not null) Array.ForEach(nodes, decorate);
        return Results.Ok(new JsonObject
        {
            [key] = new JsonArray(nodes),
            ["count"] = messages.Count,
            ["offset"] = paging.Offset,
            ["total"] = rows.Count - (page.Count - messages.Count),
            ["success"] = true,
        });
    }

    /// <summary>The messages of some rows; rows that stand for none any more go.</summary>
    public async Task<IReadOnlyList<Message>> ReadAsync(string roomId, IReadOnlyList<TableEntity> rows, Func<Message, bool> holds, CancellationToken cancellationToken)
    {
        var found = new Message?[rows.Count];
        await Parallel.ForAsync(0, rows.Count, FewAtATime, async (i, _) =>
        {
            var stored = await store.ReadAsync(roomId, MessageIndex.MessageRowKey(roomId, rows[i].RowKey), cancellationToken);
            if (stored is not null && holds(stored.Message)) found[i] = stored.Message;

            // Under its ETag: whoever makes the row anew meanwhile keeps it.
            else await store.DeleteRowAsync(rows[i], cancellationToken);
        });
        return [.. found.OfType<Message>()];
    }
}
