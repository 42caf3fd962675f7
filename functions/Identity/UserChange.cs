namespace Gantry.Functions.Identity;

/// <summary>A change of a user that an admin makes: who may change what, and which tokens end with it (<c>rocket-chat-behaviour.md</c> 6.7, 7.2).</summary>
internal sealed class UserChange(UserStore users, TokenStore tokens, IEnumerable<IRevocableAccess> accesses, TimeProvider time)
{
    /// <summary>Changes a user.</summary>
    /// <exception cref="ApiException">403, 404, 409 or 422.</exception>
    public async Task<User> ApplyAsync(Caller caller, string id, UserFields fields, CancellationToken cancellationToken)
    {
        // A crash may have left tokens with a user that was deactivated: they must not come back to life with it.
        if (fields.Active is true && await users.ReadAsync(id, cancellationToken) is { Active: false }) await accesses.RevokeAllAsync(id, cancellationToken);

        var now = time.GetUtcNow();
        var changed = await users.UpdateAsync(
            id,
            user =>
            {
                var next = fields.ApplyTo(user, now);
                RequireAllowed(caller, user, next);
                return next;
            },
            cancellationToken) ?? throw UserSelector.Unknown();

        if (!changed.Active) await accesses.RevokeAllAsync(id, cancellationToken);
        else if (fields.PasswordHash is not null) await tokens.RemoveWhereAsync(id, token => token.Name is null && token.Hash != caller.Token?.Hash, cancellationToken);
        return changed;
    }

    private static void RequireAllowed(Caller caller, User before, User after)
    {
        var isRocketCat = before.Id == User.RocketCat;
        if (isRocketCat && (!after.Active || after.Username != before.Username))
            throw ApiException.Invalid("error-action-not-allowed", "Renaming or deactivating rocket.cat is not allowed");
        if (after.Active != before.Active) caller.Require("edit-other-user-active-status");
        RoleAssignment.RequireAllowed(caller, before.Roles, after.Roles);

        // Who sets a password can become that user.
        if (after.Password == before.Password || caller.User.Id == before.Id) return;
        caller.Require("edit-other-user-password");
        if (before.Roles.Contains(Role.Admin, StringComparer.Ordinal)) caller.Require("assign-admin-role");
    }
}
