using Gantry.Functions.Identity;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Finds the room that a text such as <c>#general</c> or <c>@ann</c> means (<c>rocket-chat-behaviour.md</c> 2.7).</summary>
internal sealed class Destinations(RoomStore rooms, UserStore users, DirectRooms directRooms, RoomAccess access)
{
    private const int MaxLength = 200;

    /// <summary>
    /// The room of <c>#name</c>, <c>#id</c>, <c>@username</c>, <c>@id</c>, a bare room id or name, or a user id, for somebody who acts there: public channels are
    /// joined, direct rooms found or made.
    /// </summary>
    /// <exception cref="ApiException">422 <c>invalid-channel</c>: there is none; 403 <c>error-not-allowed</c>: a private room that the actor is not in.</exception>
    public async Task<Room> ResolveAsync(User actor, string destination, CancellationToken cancellationToken)
    {
        destination = destination.Trim();
        var name = destination.TrimStart('#', '@');
        if (name.Length is 0 or > MaxLength) throw Unresolvable(destination);
        var room = destination[0] switch
        {
            '#' => await rooms.FindByIdOrNameAsync(name, cancellationToken),
            '@' => await FindDirectAsync(actor, await users.FindByIdOrUsernameAsync(name, cancellationToken), cancellationToken)
                ?? await FindDirectByIdAsync(name, cancellationToken),
            _ => await rooms.FindByIdOrNameAsync(name, cancellationToken)
                ?? await FindDirectAsync(actor, await users.FindAsync(name, cancellationToken), cancellationToken),
        };
        if (room is null) throw Unresolvable(destination);
        await access.EnterAsync(actor, room, cancellationToken);
        return room;
    }

    private async Task<Room?> FindDirectAsync(User actor, User? other, CancellationToken cancellationToken) =>
        other is { Active: true } ? await directRooms.FindOrCreateAsync([actor, other], cancellationToken) : null;

    private async Task<Room?> FindDirectByIdAsync(string id, CancellationToken cancellationToken) =>
        await rooms.FindAsync(id, cancellationToken) is { IsDirect: true } room ? room : null;

    private static ApiException Unresolvable(string destination) => new(422, "invalid-channel", "invalid-channel", new { channel = destination });
}
