using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// <c>chat.search</c>: reads the room from its newest message, or from where the query's dates say, until the page is full, at most
/// <see cref="MessagesOptions.MaxSearched"/> messages: a storage transaction a thousand.
/// </summary>
internal sealed class MessageSearch(
    MessageStore store, RoomSelector selector, IndexedMessages indexed, MessageView view, IOptions<MessagesOptions> options, IOptions<RestOptions> rest)
{
    private const int PageSize = 1_000;

    /// <summary>Answers what a room has.</summary>
    public async Task<IResult> SearchAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        Require(parameters, "roomId", "rid");
        var query = SearchQuery.Parse(Require(parameters, "searchText", "text"), caller.User.Username);
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        var paging = Paging.From(parameters, rest);
        var starred = query.Starred ? await StarredAsync(room.Id, caller, cancellationToken) : null;
        var range = MessageRange.Between(query.Before, query.From, inclusive: false);
        var searched = store.ListAsync(room.Id, range, PageSize, cancellationToken)
            .Take(options.Value.MaxSearched)
            .Where(message => starred?.Contains(message.Id) != false && query.Matches(message));
        try
        {
            return Answer(query.OldestFirst
                ? [.. (await searched.ToListAsync(cancellationToken)).AsEnumerable().Reverse().Skip(paging.Offset).Take(paging.Count)]
                : await searched.Skip(paging.Offset).Take(paging.Count).ToListAsync(cancellationToken));
        }
        catch (RegexMatchTimeoutException)
        {
            throw ApiException.Invalid("error-invalid-regex", "The regular expression took too long");
        }
    }

    private IResult Answer(IReadOnlyList<Message> messages) => Results.Ok(new JsonObject { ["messages"] = new JsonArray([.. messages.Select(view.ToNode)]), ["success"] = true });

    private async Task<HashSet<string>> StarredAsync(string roomId, Caller caller, CancellationToken cancellationToken)
    {
        var rows = await indexed.RowsAsync(roomId, MessageIndex.Starred(caller.User.Id), cancellationToken);
        return [.. rows.Select(row => row.GetString("Id")!)];
    }

    private static string Require(Parameters parameters, string name, string other)
    {
        var code = $"error-{name}-param-not-provided";
        return parameters.FirstString(name, other) is { } value && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ApiException(400, code, $"The required \"{name}\" query param is missing. [{code}]");
    }
}
