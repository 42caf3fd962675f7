namespace Gantry.Functions.Identity;

/// <summary>The routes of <c>roles.*</c> and <c>permissions.*</c>.</summary>
internal static class RoleEndpoints
{
    private const string AccessPermissions = "access-permissions";

    /// <summary>Maps them.</summary>
    public static void MapRoles(this RouteGroupBuilder api)
    {
        api.MapGet("permissions.listAll", PermissionSettings.ListAsync);
        api.MapPost("permissions.update", PermissionSettings.UpdateAsync).RequirePermission(AccessPermissions);
        api.MapPost("permissions.addRole", PermissionSettings.AddRoleAsync).RequirePermission(AccessPermissions);
        api.MapPost("permissions.removeRole", PermissionSettings.RemoveRoleAsync).RequirePermission(AccessPermissions);

        api.MapGet("roles.list", RoleDefinitions.ListAsync);
        api.MapGet("roles.sync", RoleDefinitions.SyncAsync);
        api.MapPost("roles.create", RoleDefinitions.CreateAsync).RequirePermission(AccessPermissions);
        api.MapPost("roles.update", RoleDefinitions.UpdateAsync).RequirePermission(AccessPermissions);
        api.MapPost("roles.delete", RoleDefinitions.DeleteAsync).RequirePermission(AccessPermissions);
        api.MapPost("roles.addUserToRole", RoleMembers.AddAsync).RequirePermission(AccessPermissions);
        api.MapPost("roles.removeUserFromRole", RoleMembers.RemoveAsync).RequirePermission(AccessPermissions);
        api.MapGet("roles.getUsersInRole", RoleMembers.ListAsync).RequirePermission(AccessPermissions);
    }
}
