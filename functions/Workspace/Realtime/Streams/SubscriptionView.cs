using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Streams;

/// <summary>A membership as clients know it: a <c>Subscription</c> (<c>rocket-chat-behaviour.md</c> 7.0). What was read is not kept, so nothing counts as unread.</summary>
internal static class SubscriptionView
{
    /// <summary>The id of a user's membership in a room.</summary>
    public static string IdOf(string roomId, string userId) => roomId + userId;

    /// <summary>The membership.</summary>
    public static JsonObject ToNode(Room room, Membership membership)
    {
        var other = room.Usernames?.FirstOrDefault(name => name != membership.Username) ?? membership.Username;
        return new JsonObject
        {
            ["_id"] = IdOf(room.Id, membership.UserId),
            ["rid"] = room.Id,
            ["u"] = new JsonObject { ["_id"] = membership.UserId, ["username"] = membership.Username },
            ["name"] = room.Name ?? other,
            ["fname"] = room.Fname ?? room.Name ?? other,
            ["t"] = room.T,
            ["open"] = membership.Open,
            ["alert"] = false,
            ["unread"] = 0,
            ["userMentions"] = 0,
            ["groupMentions"] = 0,
            ["roles"] = RestJson.ToNode(membership.Roles),
            ["ts"] = RestJson.ToNode(membership.Ts),
            ["_updatedAt"] = RestJson.ToNode(membership.Ts),
        };
    }
}
