using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>channels.members</c>, <c>groups.members</c>, <c>im.members</c>: one range read for the names, a point read for each user of the page.</summary>
internal sealed class RoomMembers(MembershipStore memberships, UserStore users, IOptions<RestOptions> rest)
{
    /// <summary>The members of a room, by name.</summary>
    public async Task<IResult> ListAsync(Room room, Parameters parameters, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, rest);
        var filter = parameters.FirstString("filter");
        var all = (await memberships.ListAsync(room.Id, cancellationToken))
            .Where(member => filter is null || member.Username.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .OrderBy(member => member.Username, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var page = paging.Page(all, static (member, field) => field switch { "username" or "name" => member.Username, "_id" => member.UserId, "ts" => member.Ts, _ => null });
        var found = await Task.WhenAll(page.Select(member => users.FindAsync(member.UserId, cancellationToken).AsTask()));
        return Results.Ok(new JsonObject
        {
            ["members"] = new JsonArray([.. found.OfType<User>().Select(View)]),
            ["count"] = found.Count(user => user is not null),
            ["offset"] = paging.Offset,
            ["total"] = all.Count,
            ["success"] = true,
        });
    }

    private static JsonNode View(User user) =>
        new JsonObject { ["_id"] = user.Id, ["username"] = user.Username, ["name"] = user.Name ?? user.Username, ["status"] = "offline", ["utcOffset"] = 0 };
}
