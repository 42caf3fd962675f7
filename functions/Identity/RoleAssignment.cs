namespace Gantry.Functions.Identity;

/// <summary>Who may give and take roles: <c>assign-roles</c> for any, and <c>assign-admin-role</c> too where it is about admins.</summary>
internal static class RoleAssignment
{
    /// <summary>Refuses a change of roles that the caller may not make.</summary>
    /// <exception cref="ApiException">403.</exception>
    public static void RequireAllowed(Caller caller, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var changed = before.Except(after, StringComparer.Ordinal).Concat(after.Except(before, StringComparer.Ordinal)).ToList();
        if (changed.Count == 0) return;
        caller.Require("assign-roles");
        if (changed.Contains(Role.Admin, StringComparer.Ordinal)) caller.Require("assign-admin-role");
    }
}
