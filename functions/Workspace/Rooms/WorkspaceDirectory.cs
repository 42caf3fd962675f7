using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>spotlight</c> and <c>directory</c> (<c>rocket-chat-behaviour.md</c> 7.8): who and what there is, by a part of the name.</summary>
internal sealed class WorkspaceDirectory(RoomStore rooms, RoomQueries queries, UserStore users, RoomView view, IOptions<RestOptions> rest)
{
    private const int MostFound = 10;

    /// <summary>The first users and rooms of a name: <c>@</c> looks for users alone, <c>#</c> for rooms.</summary>
    public async Task<IResult> SpotlightAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var query = parameters.RequiredString("query").Trim();
        var text = query.TrimStart('@', '#');
        var foundUsers = query[0] == '#' ? [] : (await UsersAsync(text, cancellationToken)).Take(MostFound);
        var foundRooms = query[0] == '@' ? [] : (await queries.VisibleAsync(caller, cancellationToken)).Where(room => room.Archived != true && Has(room.Name, text)).Take(MostFound);
        return Results.Ok(new
        {
            users = foundUsers.Select(user => new { _id = user.Id, name = user.Name ?? user.Username, username = user.Username, status = "offline", statusText = user.StatusText ?? "", outside = true }),
            rooms = foundRooms.Select(room => new { _id = room.Id, t = room.T, name = room.Name, fname = room.Fname ?? room.Name }),
            success = true,
        });
    }

    /// <summary>Channels or users, a page at a time.</summary>
    public async Task<IResult> ListAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, rest);
        if (paging.Sort.Count > 1) throw new ApiException(400, "error-invalid-sort", "This method support only one \"sort\" parameter");
        var (type, text) = (parameters.FirstString("type"), parameters.FirstString("text"));
        if (parameters.FirstString("query") is { } query)
        {
            var given = JsonInput.Parse(query, 4, out var error);
            if (error is not null || given.ValueKind != System.Text.Json.JsonValueKind.Object) throw ApiException.WrongType("query", "a JSON object");
            (type, text) = (type ?? Parameters.Of(given).String("type"), text ?? Parameters.Of(given).String("text"));
        }

        return (type ?? "channels") switch
        {
            "channels" => await ChannelsAsync(text ?? "", paging, caller, cancellationToken),
            "users" => await UsersAsync(text ?? "", paging, caller, cancellationToken),
            "teams" => Answer([], paging, 0),
            _ => throw new ApiException(400, "invalid-params", "Please verify the parameters", new { key = "type" }),
        };
    }

    private async Task<IResult> ChannelsAsync(string text, Paging paging, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require("view-c-room");
        var all = (await rooms.ListAsync("c", cancellationToken)).Where(room => Has(room.Name, text)).OrderBy(room => room.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var page = paging.Page(all, static (room, field) => field switch { "name" => room.Name, "ts" => room.Ts, "_id" => room.Id, _ => null });
        return Answer(await view.ListAsync(page, cancellationToken), paging, all.Count);
    }

    private async Task<IResult> UsersAsync(string text, Paging paging, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require("view-outside-room", "view-d-room");
        var all = await UsersAsync(text, cancellationToken);
        var page = paging.Page(all, static (user, field) => field switch { "username" => user.Username, "name" => user.Name ?? user.Username, "createdAt" => user.CreatedAt, _ => null });
        return Answer(new JsonArray([.. page.Select(JsonNode (user) => UserView.For(caller, user))]), paging, all.Count);
    }

    private async Task<IReadOnlyList<User>> UsersAsync(string text, CancellationToken cancellationToken) =>
        [.. (await users.ListAsync(cancellationToken)).Where(user => user.Active && (Has(user.Username, text) || Has(user.Name, text))).OrderBy(user => user.Username, StringComparer.OrdinalIgnoreCase)];

    private static IResult Answer(JsonArray result, Paging paging, int total) =>
        Results.Ok(new JsonObject { ["result"] = result, ["count"] = result.Count, ["offset"] = paging.Offset, ["total"] = total, ["success"] = true });

    private static bool Has(string? name, string text) => name?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
