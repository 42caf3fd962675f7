using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>channels.members</c>, <c>groups.members</c>, <c>im.members</c>: one range read for the names, a point read for each user of the page.</summary>
internal sealed class RoomMembers(MembershipStore memberships, UserStore users, IOptions<RestOptions> rest)
{
    private static readonly string[] Ranks = ["owner", "moderator", "leader"];

    /// <summary>The members of a room, by name; with <c>rooms.membersOrderedByRole</c> those with roles first.</summary>
    public async Task<IResult> ListAsync(Room room, Parameters parameters, CancellationToken cancellationToken, bool byRole = false)
    {
        var paging = Paging.From(parameters, rest);
        var filter = parameters.FirstString("filter");
        var all = (await memberships.ListAsync(room.Id, cancellationToken))
            .Where(member => filter is null || member.Username.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .OrderBy(member => byRole ? Rank(member) : 0)
            .ThenBy(member => member.Username, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var page = paging.Page(all, static (member, field) => field switch { "username" or "name" => member.Username, "_id" => member.UserId, "ts" => member.Ts, _ => null });
        var found = await Task.WhenAll(page.Select(async member => await users.FindAsync(member.UserId, cancellationToken) is { } user ? View(user, member) : null));
        return Results.Ok(new JsonObject
        {
            ["members"] = new JsonArray([.. found.OfType<JsonNode>()]),
            ["count"] = found.Count(member => member is not null),
            ["offset"] = paging.Offset,
            ["total"] = all.Count,
            ["success"] = true,
        });
    }

    private static JsonObject View(User user, Membership membership)
    {
        var view = new JsonObject { ["_id"] = user.Id, ["username"] = user.Username, ["name"] = user.Name ?? user.Username, ["status"] = "offline", ["utcOffset"] = 0 };
        if (membership.Roles.Count > 0) view["roles"] = RestJson.ToNode(membership.Roles);
        return view;
    }

    private static int Rank(Membership member) => Array.FindIndex(Ranks, member.Roles.Contains) is >= 0 and var rank ? rank : Ranks.Length;
}
