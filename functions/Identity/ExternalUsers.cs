namespace Gantry.Functions.Identity;

/// <summary>A user as another directory vouches for it.</summary>
/// <param name="Username">The name to log in by.</param>
/// <param name="Email">The address; null if it names none.</param>
/// <param name="Name">The name to be shown; null if it names none.</param>
/// <param name="Roles">The roles; null where they are kept here.</param>
internal sealed record ExternalUser(string Username, string? Email, string? Name, IReadOnlyList<string>? Roles = null);

/// <summary>Finds or makes the user here that belongs to one of another directory.</summary>
internal sealed class ExternalUsers(UserStore users, RoleStore roles, TimeProvider time)
{
    /// <summary>The user, brought up to date; made at its first login if that is allowed.</summary>
    /// <param name="external">What the directory says.</param>
    /// <param name="mayCreate">Whether a user that is not here yet is made.</param>
    /// <param name="mayBecome">Whether the directory is believed for a user that is here already.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The user; null if there is none, or if it must not be this one.</returns>
    public async Task<User?> ResolveAsync(ExternalUser external, bool mayCreate, Func<User, bool> mayBecome, CancellationToken cancellationToken)
    {
        var known = await roles.GetAsync(cancellationToken);
        var granted = external.Roles?.Where(role => known.Find(role) is { Scope: Role.Users }).Select(role => known.Find(role)!.Id).Distinct(StringComparer.Ordinal).ToList();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await users.FindByUsernameAsync(external.Username, cancellationToken) is { } user)
                    return mayBecome(user) ? await users.UpdateAsync(user.Id, stored => Update(stored, external, granted), cancellationToken) : null;
                return mayCreate ? await CreateAsync(external, granted, cancellationToken) : null;
            }
            catch (ApiException taken) when (taken.Status == 409 && attempt == 1)
            {
                // It may have logged in twice at the same moment: then it is here now.
            }
            catch (ApiException refused) when (refused.Status is 409 or 422)
            {
                // A name that cannot be one here, an address of somebody else, or the last admin: no login, and nothing to tell a stranger.
                return null;
            }
        }
    }

    private async Task<User> CreateAsync(ExternalUser external, List<string>? granted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var user = new User
        {
            Id = RandomId.New(),
            Username = UserRules.Username(external.Username),
            Name = external.Name is { } name ? UserRules.Name(name) : null,
            Emails = external.Email is { } email ? [new UserEmail(UserRules.Email(email), Verified: true)] : [],
            Roles = granted is { Count: > 0 } ? granted : [Role.User],
            CreatedAt = now,
            UpdatedAt = now,
        };
        await users.CreateAsync(user, cancellationToken);
        return user;
    }

    private User Update(User stored, ExternalUser external, List<string>? granted)
    {
        var name = external.Name is { } given ? UserRules.Name(given) : stored.Name;
        var after = granted is { Count: > 0 } ? granted : stored.Roles;
        return name == stored.Name && after.Order(StringComparer.Ordinal).SequenceEqual(stored.Roles.Order(StringComparer.Ordinal))
            ? stored
            : stored with { Name = name, Roles = after, UpdatedAt = time.GetUtcNow() };
    }
}
