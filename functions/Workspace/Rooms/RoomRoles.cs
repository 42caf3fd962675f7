using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>addOwner</c>, <c>removeOwner</c> and the same of moderators and leaders; <c>roles</c> and <c>moderators</c>.</summary>
internal sealed class RoomRoles(RoomSelector selector, MembershipStore memberships, UserChoice choice, UserStore users, SystemMessages messages, TimeProvider time)
{
    /// <summary>Gives a member a role.</summary>
    public async Task<IResult> AddAsync(RoomRequest request, string role, CancellationToken cancellationToken)
    {
        var (room, user, membership) = await SelectAsync(request, role, cancellationToken);
        if (membership.Roles.Contains(role)) throw ApiException.Conflict($"error-user-already-{role}", $"User is already {Article(role)} {role}");
        return await ChangeAsync(request, room, user, roles => [.. roles.Where(other => other != role), role], "subscription-role-added", role, cancellationToken);
    }

    /// <summary>Takes a role from a member; the last owner stays.</summary>
    public async Task<IResult> RemoveAsync(RoomRequest request, string role, CancellationToken cancellationToken)
    {
        var (room, user, membership) = await SelectAsync(request, role, cancellationToken);
        if (!membership.Roles.Contains(role)) throw ApiException.Invalid($"error-user-not-{role}", $"User is not {Article(role)} {role}");
        if (role == "owner" && !(await memberships.ListAsync(room.Id, cancellationToken)).Any(other => other.UserId != user.Id && other.Roles.Contains(role)))
            throw ApiException.Invalid("error-remove-last-owner", "This is the last owner. Please set a new owner before removing this one.");
        return await ChangeAsync(request, room, user, roles => [.. roles.Where(other => other != role)], "subscription-role-removed", role, cancellationToken);
    }

    /// <summary>The members with roles.</summary>
    public async Task<IResult> ListAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var (room, _) = await selector.FindAsync(request, cancellationToken);
        var roles = new JsonArray();
        foreach (var (membership, user) in await HoldersAsync(room, membership => membership.Roles.Count > 0, cancellationToken))
            roles.Add(new JsonObject { ["_id"] = SubscriptionView.IdOf(room.Id, membership.UserId), ["rid"] = room.Id, ["u"] = RestJson.ToNode(RoomUser.Of(user)), ["roles"] = RestJson.ToNode(membership.Roles) });
        return Results.Ok(new JsonObject { ["roles"] = roles, ["success"] = true });
    }

    /// <summary>The moderators.</summary>
    public async Task<IResult> ModeratorsAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var (room, _) = await selector.FindAsync(request, cancellationToken);
        var moderators = await HoldersAsync(room, membership => membership.Roles.Contains("moderator"), cancellationToken);
        return Results.Ok(new { moderators = moderators.Select(moderator => RoomUser.Of(moderator.User)), success = true });
    }

    private async Task<(Room Room, User User, Membership Membership)> SelectAsync(RoomRequest request, string role, CancellationToken cancellationToken)
    {
        var selected = await selector.FindOpenAsync(request, cancellationToken);
        if (!request.Caller.Has("set-" + role, selected.Roles)) throw new ApiException(403, "error-not-allowed", "Not allowed [error-not-allowed]", new { method = $"addRoom{char.ToUpperInvariant(role[0])}{role[1..]}" });
        var user = (await choice.FindAsync(request.Parameters, cancellationToken))[0];
        return await memberships.FindAsync(selected.Room.Id, user.Id, cancellationToken) is { } membership
            ? (selected.Room, user, membership)
            : throw ApiException.Invalid("error-user-not-in-room", "User is not in this room");
    }

    private async Task<IResult> ChangeAsync(
        RoomRequest request, Room room, User user, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, string systemMessage, string role, CancellationToken cancellationToken)
    {
        await memberships.UpdateAsync(room.Id, user.Id, membership => membership with { Roles = change(membership.Roles), UpdatedAt = time.GetUtcNow() }, cancellationToken);
        await messages.PostAsync(room, systemMessage, request.Caller.User, user.Username, cancellationToken, role);
        return Results.Ok(new { success = true });
    }

    private async Task<IReadOnlyList<(Membership Membership, User User)>> HoldersAsync(Room room, Func<Membership, bool> holds, CancellationToken cancellationToken)
    {
        List<(Membership, User)> holders = [];
        foreach (var membership in (await memberships.ListAsync(room.Id, cancellationToken)).Where(holds))
            if (await users.FindAsync(membership.UserId, cancellationToken) is { } user) holders.Add((membership, user));
        return holders;
    }

    private static string Article(string role) => role == "owner" ? "an" : "a";
}
