using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>A room that a call names, with the caller's membership if it has one.</summary>
internal sealed record SelectedRoom(Room Room, Membership? Membership)
{
    /// <summary>The caller's roles in the room.</summary>
    public IReadOnlyList<string> Roles => Membership?.Roles ?? [];
}

/// <summary>Finds the room that a call names by <c>roomId</c> or <c>roomName</c>. A private room that the caller is not in does not exist for it.</summary>
internal sealed class RoomSelector(RoomStore rooms, MembershipStore memberships, RoomAccess access)
{
    /// <summary>The room, archived or not.</summary>
    /// <exception cref="ApiException">400: the call names none; 404: there is none that the caller may know of.</exception>
    public async Task<SelectedRoom> FindAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var (parameters, caller) = (request.Parameters, request.Caller);
        var room = parameters.FirstString("roomId", "rid") is { } id ? await rooms.FindAsync(id, cancellationToken)
            : parameters.FirstString("roomName") is { } name ? await rooms.FindByNameAsync(name, cancellationToken)
            : throw Missing(request.Kind.MissingSelector);
        if (room is null || room.T != request.Kind.Type || !await access.CanReadAsync(caller.User, room, cancellationToken)) throw NotFound(request.Kind.Singular);
        return new SelectedRoom(room, await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken));
    }

    /// <summary>The room, which must not be archived.</summary>
    /// <exception cref="ApiException">Also 422: it is archived.</exception>
    public async Task<SelectedRoom> FindOpenAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var selected = await FindAsync(request, cancellationToken);
        return selected.Room.Archived == true ? throw RoomRefusals.Archived(selected.Room) : selected;
    }

    /// <summary>A room of any type, for <c>rooms.*</c>.</summary>
    /// <exception cref="ApiException">400 or 404 as above.</exception>
    public async Task<Room> FindAnyAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = parameters.FirstString("roomId", "rid") is { } id ? await rooms.FindAsync(id, cancellationToken)
            : parameters.FirstString("roomName") is { } name ? await rooms.FindByNameAsync(name, cancellationToken)
            : throw Missing(RoomKind.Channel.MissingSelector);
        return room is not null && await access.CanReadAsync(caller.User, room, cancellationToken) ? room : throw NotFound("room");
    }

    private static ApiException Missing(string code) => new(400, code, $"The parameter \"roomId\" or \"roomName\" is required [{code}]");

    private static ApiException NotFound(string noun) =>
        ApiException.NotFound("error-room-not-found", $"The required \"roomId\" or \"roomName\" param provided does not match any {noun} [error-room-not-found]");
}
