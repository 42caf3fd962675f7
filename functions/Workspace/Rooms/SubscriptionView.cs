using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>A membership as its member sees it: a subscription (<c>rocket-chat-behaviour.md</c> 7.0).</summary>
internal sealed class SubscriptionView(UserStore users, UnreadMessages unread)
{
    /// <summary>The id of a subscription, which follows from whose and of what it is.</summary>
    public static string IdOf(string roomId, string userId) => roomId + userId;

    /// <summary>The subscription, and when anything in it last changed.</summary>
    public async Task<(JsonObject View, DateTimeOffset ChangedAt)> ToNodeAsync(Room room, Membership membership, User user, CancellationToken cancellationToken)
    {
        var (count, other) = (await unread.CountAsync(membership, cancellationToken), await OtherAsync(room, user, cancellationToken));
        var changedAt = new[] { membership.UpdatedAt ?? membership.Ts, room.UpdatedAt, count.Newest ?? default }.Max();
        var view = new JsonObject
        {
            ["_id"] = IdOf(room.Id, membership.UserId),
            ["rid"] = room.Id,
            ["u"] = RestJson.ToNode(RoomUser.Of(user)),
            ["t"] = room.T,
            ["name"] = room.Name ?? other?.Username ?? string.Join(", ", room.Usernames ?? []),
            ["fname"] = room.Fname ?? other?.Name ?? other?.Username ?? string.Join(", ", room.Usernames ?? []),
            ["open"] = membership.Open,
            ["alert"] = count.Messages > 0,
            ["unread"] = count.Messages,
            ["userMentions"] = count.Mentions,
            ["groupMentions"] = count.GroupMentions,
            ["ts"] = RestJson.ToNode(membership.Ts),
            ["_updatedAt"] = RestJson.ToNode(changedAt),
        };
        if (membership.Ls is { } seen) view["ls"] = RestJson.ToNode(seen);
        if (count.Newest is { } newest) view["lr"] = RestJson.ToNode(newest);
        if (membership.Roles.Count > 0) view["roles"] = RestJson.ToNode(membership.Roles);
        if (membership.F == true) view["f"] = true;
        if (membership.Ignored is { Count: > 0 } ignored) view["ignored"] = RestJson.ToNode(ignored);
        if (room.Archived == true) view["archived"] = true;
        foreach (var (name, value) in membership.Notifications ?? new Dictionary<string, string>(StringComparer.Ordinal))
            view[name] = bool.TryParse(value, out var flag) ? flag : value;
        return (view, changedAt);
    }

    // A direct room of two is called after the other one.
    private async ValueTask<User?> OtherAsync(Room room, User user, CancellationToken cancellationToken) =>
        room.Uids is { Count: 1 or 2 } ids ? await users.FindAsync(ids.FirstOrDefault(id => id != user.Id, user.Id), cancellationToken) : null;
}
