using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>How clients catch up: <c>chat.syncMessages</c>, <c>chat.getDeletedMessages</c>, <c>chat.syncThreadsList</c>, <c>chat.syncThreadMessages</c>.</summary>
internal sealed class MessageSync(RoomChanges changes, RoomSelector selector, MessageThreads threads, MessageView view, IOptions<RestOptions> rest)
{
    /// <summary>What changed in a room since <c>lastUpdate</c>.</summary>
    public async Task<IResult> MessagesAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        const string code = "error-roomId-param-invalid";
        var since = Date(parameters, "lastUpdate", () => new ApiException(400, code, $"The \"lastUpdate\" query parameter must be a valid date. [{code}]"));
        var change = await changes.SinceAsync(room.Id, since, cancellationToken);
        var result = new JsonObject { ["updated"] = View(change.Updated), ["deleted"] = View(change.Deleted) };
        return Results.Ok(new JsonObject { ["result"] = result, ["success"] = true });
    }

    /// <summary>The ids of what was deleted since <c>since</c>.</summary>
    public async Task<IResult> DeletedAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        var since = Date(parameters, "since", () => Invalid("since"));
        var paging = Paging.From(parameters, rest);
        var all = await changes.DeletedAsync(room.Id, since, cancellationToken);
        var page = all.Skip(paging.Offset).Take(paging.Count).Select(message => new { _id = message.Id }).ToList();
        return Results.Ok(new { messages = page, count = page.Count, offset = paging.Offset, total = all.Count, success = true });
    }

    /// <summary>The threads of a room that changed since <c>updatedSince</c>.</summary>
    public async Task<IResult> ThreadsAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        var change = await changes.SinceAsync(room.Id, Date(parameters, "updatedSince", () => Invalid("updatedSince")), cancellationToken);
        return Answer("threads", change.Updated.Where(message => message.Tcount > 0), []);
    }

    /// <summary>The replies of a thread that changed since <c>updatedSince</c>.</summary>
    public async Task<IResult> ThreadMessagesAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var thread = await threads.FindAsync(parameters, caller, cancellationToken);
        var change = await changes.SinceAsync(thread.Room.Id, Date(parameters, "updatedSince", () => Invalid("updatedSince")), cancellationToken);
        return Answer("messages", change.Updated.Where(message => message.Tmid == thread.Message.Id), change.Deleted.Where(message => message.Tmid == thread.Message.Id));
    }

    private IResult Answer(string key, IEnumerable<Message> updated, IEnumerable<DeletedMessage> deleted) =>
        Results.Ok(new JsonObject { [key] = new JsonObject { ["update"] = View(updated), ["remove"] = View(deleted) }, ["success"] = true });

    private JsonArray View(IEnumerable<Message> messages) => new([.. messages.Select(view.ToNode)]);

    private static JsonArray View(IEnumerable<DeletedMessage> messages) =>
        new([.. messages.Select(JsonNode (message) => new JsonObject { ["_id"] = message.Id, ["_deletedAt"] = RestJson.ToNode(message.DeletedAt) })]);

    private static DateTimeOffset Date(Parameters parameters, string name, Func<ApiException> refusal)
    {
        try
        {
            return parameters.Date(name) ?? throw refusal();
        }
        catch (ApiException malformed) when (malformed.ErrorType == "invalid-params")
        {
            throw refusal();
        }
    }

    private static ApiException Invalid(string name)
    {
        var code = $"error-{name}-param-invalid";
        return new ApiException(400, code, $"The \"{name}\" query parameter must be a valid date. [{code}]");
    }
}
