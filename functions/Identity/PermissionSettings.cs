using System.Text.Json;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary><c>permissions.listAll</c>, <c>permissions.update</c> and <c>roles.list</c> (<c>rocket-chat-behaviour.md</c> 7.8).</summary>
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
    public static async Task<IResult> UpdateAsync(Parameters parameters, Permissions permissions, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var item in parameters.Array("permissions")?.EnumerateArray() ?? default)
        {
            if (item.ValueKind != JsonValueKind.Object) throw Malformed();
            var permission = Parameters.Of(item);
            changes[permission.RequiredString("_id")] = permission.List("roles") ?? throw ApiException.MissingKey("roles");
        }

        if (changes.Count == 0) throw Malformed();
        foreach (var (id, roles) in changes) Check(id, roles);
        var table = await permissions.UpdateAsync(changes, cancellationToken);
        return Results.Ok(new { permissions = table.All(), success = true });
    }

    /// <summary>All roles.</summary>
    public static IResult Roles() => Results.Ok(new { roles = Role.All, success = true });

    private static void Check(string id, IReadOnlyList<string> roles)
    {
        if (!PermissionDefaults.Roles.ContainsKey(id)) throw new ApiException(422, "error-invalid-permission", "Invalid permission", new { permission = id });
        if (roles.FirstOrDefault(role => Role.All.All(known => known.Id != role)) is { } unknown) throw new ApiException(422, "error-invalid-role", "Invalid role", new { role = unknown });

        // Without it, nobody could ever give a permission back.
        if (id == AccessPermissions && !roles.Contains(Role.Admin, StringComparer.Ordinal))
            throw ApiException.Invalid("error-action-not-allowed", "Admins cannot lose access-permissions");
    }

    private static ApiException Malformed() => new(400, "error-invalid-body-params", "Invalid body params");
}
