using Gantry.Functions.Identity;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Who may enter and see a room.</summary>
internal sealed class RoomAccess(MembershipStore memberships, Permissions permissions, Joining joining)
{
    /// <summary>The membership with which a user acts in a room: who may see a channel joins it by acting there (<c>rocket-chat-behaviour.md</c> 2.7).</summary>
    /// <exception cref="ApiException">403: the room is private and the user is not in it.</exception>
    public async ValueTask<Membership> EnterAsync(User user, Room room, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(room.Id, user.Id, cancellationToken) is { } membership) return membership;
        if (!await IsOpenToAsync(user, room, cancellationToken)) throw RoomRefusals.NotAllowed();
        if (room.Archived == true) throw RoomRefusals.Archived(room);
        if (room.JoinCode is not null) throw RoomRefusals.NotAllowed();
        return await joining.JoinAsync(user, room, cancellationToken);
    }

    /// <summary>Whether a user may read a room.</summary>
    public async ValueTask<bool> CanReadAsync(User user, Room room, CancellationToken cancellationToken) =>
        await memberships.FindAsync(room.Id, user.Id, cancellationToken) is not null || await IsOpenToAsync(user, room, cancellationToken);

    // Everybody is meant to be in the default channels.
    private async ValueTask<bool> IsOpenToAsync(User user, Room room, CancellationToken cancellationToken) =>
        room.IsChannel && (room.Default == true || (await permissions.GetAsync(cancellationToken)).Has(user.Roles, "view-c-room"));
}
