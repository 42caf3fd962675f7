using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Lists of rooms, by name unless the call sorts them.</summary>
internal sealed class RoomLists(RoomStore rooms, UserRooms userRooms, RoomView view, IOptions<RestOptions> rest)
{
    /// <summary><c>channels.list</c>: all channels; only the caller's without <c>view-c-room</c>. <c>groups.list</c>: the caller's.</summary>
    public async Task<IResult> ListAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (request.Kind != RoomKind.Channel) return await ListJoinedAsync(request, cancellationToken);
        request.Caller.Require("view-c-room", "view-joined-room");
        return request.Caller.Has("view-c-room")
            ? await AnswerAsync(await rooms.ListAsync(request.Kind.Type, cancellationToken), request.Kind.Plural, request.Parameters, cancellationToken)
            : await ListJoinedAsync(request, cancellationToken);
    }

    /// <summary><c>channels.list.joined</c>: the caller's.</summary>
    public async Task<IResult> ListJoinedAsync(RoomRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(await JoinedAsync(request.Caller, request.Kind.Type, cancellationToken), request.Kind.Plural, request.Parameters, cancellationToken);

    /// <summary><c>groups.listAll</c>: all, for who administers rooms.</summary>
    public async Task<IResult> ListAllAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        request.Caller.Require("view-room-administration");
        return await AnswerAsync(await rooms.ListAsync(request.Kind.Type, cancellationToken), request.Kind.Plural, request.Parameters, cancellationToken);
    }

    /// <summary><c>im.list</c>: the caller's direct rooms.</summary>
    public async Task<IResult> ListDirectAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await AnswerAsync(await JoinedAsync(caller, "d", cancellationToken), "ims", parameters, cancellationToken);

    private async Task<IReadOnlyList<Room>> JoinedAsync(Caller caller, string type, CancellationToken cancellationToken) =>
        [.. (await userRooms.ListAsync(caller.User.Id, cancellationToken)).Select(joined => joined.Room).Where(room => room.T == type)];

    /// <summary>Answers a page of a list.</summary>
    public async Task<IResult> AnswerAsync(IReadOnlyList<Room> all, string key, Parameters parameters, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, rest);
        var page = paging.Page([.. all.OrderBy(room => room.Name ?? room.Id, StringComparer.OrdinalIgnoreCase)], Field);
        return Results.Ok(new JsonObject
        {
            [key] = await view.ListAsync(page, cancellationToken),
            ["count"] = page.Count,
            ["offset"] = paging.Offset,
            ["total"] = all.Count,
            ["success"] = true,
        });
    }

    private static IComparable? Field(Room room, string name) => name switch
    {
        "_id" => room.Id,
        "name" or "fname" => room.Name,
        "ts" => room.Ts,
        "_updatedAt" => room.UpdatedAt,
        "t" => room.T,
        "ro" => room.Ro,
        "default" => room.Default ?? false,
        "archived" => room.Archived ?? false,
        "topic" => room.Topic,
        "description" => room.Description,
        _ => null,
    };
}
