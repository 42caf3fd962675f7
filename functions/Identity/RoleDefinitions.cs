using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary><c>roles.list</c>, <c>sync</c>, <c>create</c>, <c>update</c> and <c>delete</c> (<c>rocket-chat-behaviour.md</c> 7.8).</summary>
internal static class RoleDefinitions
{
    private const int MaxName = 64;
    private const int MaxDescription = 500;

    /// <summary>All roles.</summary>
    public static async Task<IResult> ListAsync(RoleStore roles, CancellationToken cancellationToken) =>
        Results.Ok(new { roles = (await roles.GetAsync(cancellationToken)).All, success = true });

    /// <summary>The roles that were changed or deleted after a time.</summary>
    public static async Task<IResult> SyncAsync(Parameters parameters, RoleStore roles, CancellationToken cancellationToken)
    {
        var since = parameters.Date("updatedSince") ?? throw ApiException.MissingKey("updatedSince");
        var table = await roles.GetAsync(cancellationToken);
        return Results.Ok(new { roles = new { update = table.All.Where(role => role.UpdatedAt > since), remove = table.Deleted.Where(role => role.DeletedAt > since) }, success = true });
    }

    /// <summary>Makes a role.</summary>
    public static async Task<IResult> CreateAsync(Parameters parameters, RoleStore roles, TimeProvider time, CancellationToken cancellationToken)
    {
        var name = UserRules.Short("name", parameters.RequiredString("name"), MaxName);
        var role = new Role(RandomId.New(), DescriptionFrom(parameters) ?? "", ScopeFrom(parameters) ?? Role.Users)
        {
            Name = name,
            MandatoryTwoFactor = parameters.Bool("mandatory2fa") ?? false,
            UpdatedAt = time.GetUtcNow(),
        };
        return Answer(await roles.WriteAsync(table => RequireFree(table, role), cancellationToken));
    }

    /// <summary>Changes what a role is called and says of itself; a given one keeps its name and scope.</summary>
    public static async Task<IResult> UpdateAsync(Parameters parameters, RoleStore roles, TimeProvider time, CancellationToken cancellationToken)
    {
        var (id, now) = (parameters.RequiredString("roleId"), time.GetUtcNow());
        var (name, description, scope) = (parameters.FirstString("name"), DescriptionFrom(parameters), ScopeFrom(parameters));
        var mandatory = parameters.Bool("mandatory2fa");
        if (name is not null) UserRules.Short("name", name, MaxName);
        return Answer(await roles.WriteAsync(Change, cancellationToken));

        Role Change(RoleTable table)
        {
            var role = table.All.FirstOrDefault(role => role.Id == id) ?? throw Unknown(id);
            var changed = role with
            {
                Name = name ?? role.Name,
                Description = description ?? role.Description,
                Scope = scope ?? role.Scope,
                MandatoryTwoFactor = mandatory ?? role.MandatoryTwoFactor,
                UpdatedAt = now,
            };
            if (role.Protected && (changed.Name != role.Name || changed.Scope != role.Scope)) throw Protected();
            return RequireFree(table, changed);
        }
    }

    /// <summary>Deletes a role that nobody has.</summary>
    public static async Task<IResult> DeleteAsync(Parameters parameters, RoleStore roles, UserStore users, TimeProvider time, CancellationToken cancellationToken)
    {
        var (id, now) = (parameters.RequiredString("roleId"), time.GetUtcNow());
        var isUsed = (await users.ListAsync(cancellationToken)).Any(user => user.Roles.Contains(id, StringComparer.Ordinal));
        await roles.WriteAsync(Delete, cancellationToken);
        return Results.Ok(new { success = true });

        Role Delete(RoleTable table)
        {
            var role = table.All.FirstOrDefault(role => role.Id == id) ?? throw Unknown(id);
            if (role.Protected) throw Protected();
            if (isUsed) throw ApiException.Conflict("error-role-in-use", "Cannot delete role because it's in use");
            return role with { DeletedAt = now, UpdatedAt = now };
        }
    }

    /// <summary>There is no such role.</summary>
    public static ApiException Unknown(string id) => ApiException.NotFound("error-invalid-roleId", "This role does not exist [error-invalid-roleId]", new { role = id });

    private static Role RequireFree(RoleTable table, Role role) => table.All.Any(other => other.Id != role.Id && (other.Id == role.Name || string.Equals(other.Name, role.Name, StringComparison.OrdinalIgnoreCase)))
        ? throw ApiException.Conflict("error-duplicate-role-names-not-allowed", "Role name already exists")
        : role;

    private static string? DescriptionFrom(Parameters parameters) => parameters.String("description") is { } text ? UserRules.Short("description", text, MaxDescription) : null;

    private static string? ScopeFrom(Parameters parameters) => parameters.FirstString("scope") is not { } scope || scope is Role.Users or Role.Subscriptions
        ? parameters.FirstString("scope")
        : throw ApiException.Invalid("error-invalid-scope", "Invalid scope");

    private static ApiException Protected() => ApiException.Invalid("error-role-protected", "A protected role keeps its name and scope, and cannot be deleted");

    private static IResult Answer(Role role) => Results.Ok(new { role, success = true });
}
