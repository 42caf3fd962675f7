using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary><c>users.info</c> and <c>users.list</c> (<c>rocket-chat-behaviour.md</c> 7.2).</summary>
internal static class UserQueries
{
    /// <summary>One user; with <c>includeUserRooms</c> the rooms that it is in. By its address it is found only by those who may see addresses.</summary>
    public static async Task<IResult> InfoAsync(Parameters parameters, Caller caller, UserStore users, UserRooms rooms, CancellationToken cancellationToken)
    {
        var email = parameters.FirstString("email");
        var user = email is null ? await users.FindAsync(parameters, cancellationToken) : await users.FindByEmailAsync(email, cancellationToken);
        if (user is null || (email is not null && !UserView.MayViewAll(caller, user))) throw ApiException.NotFound("error-user-not-found", "User not found.");
        var view = UserView.For(caller, user);
        if (UserView.MayViewAll(caller, user)) view["canViewAllInfo"] = true;
        if (parameters.Bool("includeUserRooms") is not true) return Results.Ok(new { user = view, success = true });

        if (user.Id != caller.User.Id) caller.Require("view-other-user-channels");
        var joined = await rooms.ListAsync(user.Id, cancellationToken);
        view["rooms"] = RestJson.ToNode(joined.Select(entry => new { _id = entry.Room.Id + user.Id, rid = entry.Room.Id, name = entry.Room.Name, t = entry.Room.T, roles = entry.Membership.Roles }));
        return Results.Ok(new { user = view, success = true });
    }

    /// <summary>All users, a page at a time, by name unless <c>sort</c> says otherwise. What a caller does not see cannot be sorted by.</summary>
    public static async Task<IResult> ListAsync(Parameters parameters, Caller caller, UserStore users, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, options);
        var email = parameters.FirstString("email");
        var mayViewAll = caller.Has("view-full-other-user-info");
        if (email is not null && !mayViewAll) throw ApiException.Forbidden("view-full-other-user-info");

        var all = (await users.ListAsync(cancellationToken))
            .Where(user => email is null || user.Emails.Any(own => string.Equals(own.Address, email, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(user => user.Username, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var page = paging.Page(all, (user, field) => SortValue(user, field, mayViewAll)).Select(user => Row(caller, user)).ToList();
        return Results.Ok(new { users = page, count = page.Count, offset = paging.Offset, total = all.Count, success = true });
    }

    /// <summary>What anybody may sort users by.</summary>
    public static IComparable? SortValue(User user, string field) => SortValue(user, field, mayViewAll: false);

    private static JsonObject Row(Caller caller, User user)
    {
        var view = UserView.For(caller, user);
        view["nameInsensitive"] = (user.Name ?? user.Username).ToLowerInvariant();
        return view;
    }

    private static IComparable? SortValue(User user, string field, bool mayViewAll) => (field, mayViewAll) switch
    {
        ("_id", _) => user.Id,
        ("username", _) => user.Username,
        ("name" or "nameInsensitive", _) => user.Name ?? user.Username,
        ("type", _) => user.Type,
        ("active", _) => user.Active,
        ("emails.address" or "emails.0.address", true) => user.Emails is [var first, ..] ? first.Address : null,
        ("createdAt", true) => user.CreatedAt,
        ("lastLogin", true) => user.LastLogin,
        ("_updatedAt", true) => user.UpdatedAt,
        _ => null,
    };
}
