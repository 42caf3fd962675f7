using System.Text.Json;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary><c>permissions.listAll</c>, <c>permissions.update</c>, <c>permissions.addRole</c> and <c>permissions.removeRole</c> (<c>rocket-chat-behaviour.md</c> 7.8).</summary>
internal static class PermissionSettings
{
    private const string AccessPermissions = "access-permissions";

    /// <summary>All permissions, or those that were changed after a time.</summary>
    public static async Task<IResult> ListAsync(Parameters parameters, Permissions permissions, CancellationToken cancellationToken)
    {
        var since = parameters.Date("updatedSince");
        var table = await permissions.GetAsync(cancellationToken);
        return Results.Ok(new { update = table.All().Where(permission => since is null || permission.UpdatedAt > since), remove = Array.Empty<Permission>(), success = true });
    }

    /// <summary>Sets the roles of some permissions: all of them, or none if one is not valid.</summary>
    public static async Task<IResult> UpdateAsync(Parameters parameters, Permissions permissions, RoleStore roles, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var item in parameters.Array("permissions")?.EnumerateArray() ?? default)
        {
            if (item.ValueKind != JsonValueKind.Object) throw Malformed();
            var permission = Parameters.Of(item);
            changes[permission.RequiredString("_id")] = permission.List("roles") ?? throw ApiException.MissingKey("roles");
        }

        if (changes.Count == 0) throw Malformed();
        var known = await roles.GetAsync(cancellationToken);
        foreach (var (id, having) in changes) Check(id, having, known);
        var table = await permissions.UpdateAsync(changes, cancellationToken);
        return Results.Ok(new { permissions = table.All(), success = true });
    }

    /// <summary>Gives a role a permission.</summary>
    public static Task<IResult> AddRoleAsync(Parameters parameters, Permissions permissions, RoleStore roles, CancellationToken cancellationToken) =>
        ChangeRoleAsync(parameters, permissions, roles, static (having, role) => having.Append(role).Distinct(StringComparer.Ordinal), cancellationToken);

    /// <summary>Takes a permission from a role.</summary>
    public static Task<IResult> RemoveRoleAsync(Parameters parameters, Permissions permissions, RoleStore roles, CancellationToken cancellationToken) =>
        ChangeRoleAsync(parameters, permissions, roles, static (having, role) => having.Where(other => other != role), cancellationToken);

    private static async Task<IResult> ChangeRoleAsync(
        Parameters parameters, Permissions permissions, RoleStore roles, Func<IEnumerable<string>, string, IEnumerable<string>> change, CancellationToken cancellationToken)
    {
        var (id, role) = (parameters.RequiredString("permissionId"), parameters.RequiredString("role"));
        var known = await roles.GetAsync(cancellationToken);
        if (!PermissionDefaults.Roles.ContainsKey(id)) throw ApiException.NotFound("error-invalid-permission", "Permission does not exist [error-invalid-permission]", new { permission = id });
        if (!known.Has(role)) throw ApiException.NotFound("error-invalid-role", "Role does not exist [error-invalid-role]", new { role });
        await permissions.UpdateAsync(id, having => Check(id, [.. change(having, role)], known), cancellationToken);
        return Results.Ok(new { success = true });
    }

    private static IReadOnlyList<string> Check(string id, IReadOnlyList<string> roles, RoleTable known)
    {
        if (!PermissionDefaults.Roles.ContainsKey(id)) throw new ApiException(422, "error-invalid-permission", "Invalid permission", new { permission = id });
        if (roles.FirstOrDefault(role => !known.Has(role)) is { } unknown) throw new ApiException(422, "error-invalid-role", "Invalid role", new { role = unknown });

        // Without it, nobody could ever give a permission back.
        if (id == AccessPermissions && !roles.Contains(Role.Admin, StringComparer.Ordinal))
            throw ApiException.Invalid("error-action-not-allowed", "Admins cannot lose access-permissions");
        return roles;
    }

    private static ApiException Malformed() => new(400, "error-invalid-body-params", "Invalid body params");
}
