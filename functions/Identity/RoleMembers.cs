using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>
/// <c>roles.addUserToRole</c>, <c>removeUserFromRole</c> and <c>getUsersInRole</c> (<c>rocket-chat-behaviour.md</c> 7.8) for roles of the workspace.
/// Roles in a room are given by the room's own calls (<c>channels.addOwner</c>, …).
/// </summary>
internal static class RoleMembers
{
    /// <summary>Gives a user a role.</summary>
    public static async Task<IResult> AddAsync(Parameters parameters, Caller caller, RoleStore roles, UserStore users, TimeProvider time, CancellationToken cancellationToken)
    {
        var (role, user) = await ReadAsync(parameters, roles, users, cancellationToken);
        return await ChangeAsync(role, user, time, caller, users, Add, cancellationToken);

        IReadOnlyList<string> Add(IReadOnlyList<string> before) => before.Contains(role.Id, StringComparer.Ordinal)
            ? throw ApiException.Conflict("error-user-already-in-role", "User already in role")
            : [.. before, role.Id];
    }

    /// <summary>Takes a role from a user; at least one active admin always stays.</summary>
    public static async Task<IResult> RemoveAsync(Parameters parameters, Caller caller, RoleStore roles, UserStore users, TimeProvider time, CancellationToken cancellationToken)
    {
        var (role, user) = await ReadAsync(parameters, roles, users, cancellationToken);
        try
        {
            return await ChangeAsync(role, user, time, caller, users, Remove, cancellationToken);
        }
        catch (ApiException lastAdmin) when (lastAdmin.ErrorType == "error-action-not-allowed")
        {
            throw ApiException.Invalid("error-admin-required", "You need to have at least one admin");
        }

        IReadOnlyList<string> Remove(IReadOnlyList<string> before) => before.Contains(role.Id, StringComparer.Ordinal)
            ? [.. before.Where(id => id != role.Id)]
            : throw ApiException.Invalid("error-user-not-in-role", "User is not in this role");
    }

    /// <summary>The users that have a role, a page at a time, by name.</summary>
    public static async Task<IResult> ListAsync(Parameters parameters, Caller caller, RoleStore roles, UserStore users, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var name = parameters.FirstString("role") ?? throw new ApiException(400, "error-param-not-provided", "Query param \"role\" is required [error-param-not-provided]");
        var paging = Paging.From(parameters, options);
        var role = (await roles.GetAsync(cancellationToken)).Find(name) ?? throw RoleDefinitions.Unknown(name);
        RequireOfWorkspace(role, parameters);
        var all = (await users.ListAsync(cancellationToken)).Where(user => user.Roles.Contains(role.Id, StringComparer.Ordinal)).OrderBy(user => user.Username, StringComparer.OrdinalIgnoreCase).ToList();
        var page = paging.Page(all, UserQueries.SortValue).Select(user => UserView.For(caller, user)).ToList();
        return Results.Ok(new { users = page, count = page.Count, offset = paging.Offset, total = all.Count, success = true });
    }

    private static async Task<IResult> ChangeAsync(
        Role role, User user, TimeProvider time, Caller caller, UserStore users, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await users.UpdateAsync(
            user.Id,
            current =>
            {
                var after = change(current.Roles);
                RoleAssignment.RequireAllowed(caller, current.Roles, after);
                return current with { Roles = after, UpdatedAt = now };
            },
            cancellationToken);
        return Results.Ok(new { role, success = true });
    }

    private static async Task<(Role Role, User User)> ReadAsync(Parameters parameters, RoleStore roles, UserStore users, CancellationToken cancellationToken)
    {
        var username = parameters.RequiredString("username");
        var name = parameters.FirstString("roleId", "roleName") ?? throw ApiException.MissingKey("roleId");
        var role = (await roles.GetAsync(cancellationToken)).Find(name) ?? throw ApiException.NotFound("error-role-not-found", "Role not found [error-role-not-found]", new { role = name });
        RequireOfWorkspace(role, parameters);
        return (role, await users.FindByUsernameAsync(username, cancellationToken) ?? throw ApiException.NotFound("error-invalid-user", "Invalid user [error-invalid-user]"));
    }

    private static void RequireOfWorkspace(Role role, Parameters parameters)
    {
        if (role.Scope == Role.Subscriptions || parameters.FirstString("roomId") is not null)
            throw ApiException.Invalid("error-invalid-scope", "Roles in a room are given and taken by channels.addOwner, addModerator and addLeader and their counterparts", new { role = role.Id });
    }
}
