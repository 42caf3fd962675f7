using System.Security.Cryptography;
using System.Text;
using Gantry.Functions.Identity;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Direct rooms: their id follows from who is in them, so that however many create one at once, there is one.</summary>
internal sealed class DirectRooms(RoomStore rooms, MembershipStore memberships, TimeProvider time)
{
    /// <summary>The room of some users, made if there is none.</summary>
    public async Task<Room> FindOrCreateAsync(IReadOnlyList<User> users, CancellationToken cancellationToken)
    {
        var members = users.DistinctBy(user => user.Id).OrderBy(user => user.Id, StringComparer.Ordinal).ToList();
        var id = IdOf([.. members.Select(user => user.Id)]);
        if (await rooms.FindAsync(id, cancellationToken) is { } known) return known;

        var now = time.GetUtcNow();
        var room = new Room
        {
            Id = id,
            T = "d",
            Ts = now,
            Uids = [.. members.Select(user => user.Id)],
            Usernames = [.. members.Select(user => user.Username)],
            UpdatedAt = now,
        };
        await memberships.CreateAsync(members.Select(user => Membership.Of(user, id, now)), cancellationToken);
        try
        {
            await rooms.CreateAsync(room, by: null, cancellationToken);
        }
        catch (ApiException other) when (other.Status == 409)
        {
            // Another creator was faster: it is the same room.
        }

        return await rooms.FindAsync(id, cancellationToken) ?? room;
    }

    /// <summary>The id of the direct room of two users.</summary>
    public static string IdOf(string userId, string otherId) => IdOf(userId == otherId ? [userId] : [.. new[] { userId, otherId }.Order(StringComparer.Ordinal)]);

    /// <summary>The id of a direct room: the two user ids in order (<c>rocket-chat-behaviour.md</c> 7.0); of more users, a hash.</summary>
    private static string IdOf(IReadOnlyList<string> sortedUserIds) => sortedUserIds switch
    {
        [var self] => self + self,
        [var first, var second] => first + second,
        _ => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', sortedUserIds))))[..24],
    };
}
