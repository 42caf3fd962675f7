using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>What is asked of <c>rooms.*</c>: <c>get</c>, <c>info</c>, <c>nameExists</c>, <c>adminRooms</c> and the completions of what somebody types.</summary>
internal sealed class RoomQueries(RoomStore rooms, UserRooms userRooms, RoomSelector selector, RoomLists lists, RoomView view)
{
    private const int MostSuggested = 10;

    public async Task<IResult> InfoAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await AnswerAsync(await selector.FindAnyAsync(parameters, caller, cancellationToken), "room", cancellationToken);

    /// <summary>The caller's rooms, or those in which something changed since <c>updatedSince</c>.</summary>
    public async Task<IResult> GetAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        const string code = "error-updatedSince-param-invalid";
        var since = UpdatedSince.Of(parameters, code, $"The \"updatedSince\" query parameter must be a valid date. [{code}]");
        var joined = await userRooms.ListAsync(caller.User.Id, cancellationToken);
        var views = new JsonNode?[joined.Count];
        await Parallel.ForAsync(0, joined.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (i, token) =>
        {
            var room = await view.FullAsync(joined[i].Room, token);
            if (since is null || joined[i].Room.UpdatedAt > since || room["lm"]?.GetValue<DateTimeOffset>() > since) views[i] = room;
        });
        return Results.Ok(new JsonObject { ["update"] = new JsonArray([.. views.OfType<JsonNode>()]), ["remove"] = new JsonArray(), ["success"] = true });
    }

    public async Task<IResult> NameExistsAsync(Parameters parameters, CancellationToken cancellationToken) =>
        Results.Ok(new { exists = await rooms.FindByNameAsync(parameters.RequiredString("roomName"), cancellationToken) is not null, success = true });

    /// <summary>All rooms of the <c>types</c> whose names have the <c>filter</c>, for who administers them.</summary>
    public async Task<IResult> ListForAdministrationAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require("view-room-administration");
        var types = (parameters.List("types[]") ?? parameters.List("types") ?? ["c", "p", "d"]).Intersect(["c", "p", "d"], StringComparer.Ordinal);
        var filter = parameters.FirstString("filter");
        List<Room> found = [];
        foreach (var type in types) found.AddRange((await rooms.ListAsync(type, cancellationToken)).Where(room => Has(room, filter)));
        return await lists.AnswerAsync(found, "rooms", parameters, cancellationToken);
    }

    public async Task<IResult> GetForAdministrationAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require("view-room-administration");
        var id = parameters.FirstString("rid", "roomId") ?? throw ApiException.MissingKey("rid");
        var room = await rooms.FindAsync(id, cancellationToken) ?? throw ApiException.NotFound("error-invalid-room", "Invalid room [error-invalid-room]");
        var answer = await view.FullAsync(room, cancellationToken);
        answer["success"] = true;
        return Results.Ok(answer);
    }

    /// <summary><c>rooms.autocomplete.channelAndPrivate</c>: channels and the caller's groups whose names begin so.</summary>
    public async Task<IResult> SuggestAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var text = Selector(parameters);
        var suggested = (await VisibleAsync(caller, cancellationToken)).Where(room => room.Name!.StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(MostSuggested);
        return Results.Ok(new { items = suggested.Select(room => new { _id = room.Id, fname = room.Fname ?? room.Name, name = room.Name, t = room.T }), success = true });
    }

    /// <summary>The channels, if the caller may see them, and the channels and groups that it is in, by name.</summary>
    public async Task<IReadOnlyList<Room>> VisibleAsync(Caller caller, CancellationToken cancellationToken)
    {
        var joined = (await userRooms.ListAsync(caller.User.Id, cancellationToken)).Select(one => one.Room).Where(room => !room.IsDirect);
        var open = caller.Has("view-c-room") ? await rooms.ListAsync("c", cancellationToken) : [];
        return [.. open.Concat(joined).DistinctBy(room => room.Id).OrderBy(room => room.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<IResult> AnswerAsync(Room room, string key, CancellationToken cancellationToken) =>
        Results.Ok(new JsonObject { [key] = await view.FullAsync(room, cancellationToken), ["success"] = true });

    private static bool Has(Room room, string? filter) =>
        filter is null || (room.Name ?? string.Join(' ', room.Usernames ?? [])).Contains(filter, StringComparison.OrdinalIgnoreCase);

    // What was typed comes as JSON in the query.
    private static string Selector(Parameters parameters)
    {
        var selector = JsonInput.Parse(parameters.RequiredString("selector"), 4, out var error);
        return error is null && selector.ValueKind == System.Text.Json.JsonValueKind.Object && Parameters.Of(selector).String("name") is { } name
            ? name
            : throw ApiException.WrongType("selector", "a JSON object with a name");
    }
}
