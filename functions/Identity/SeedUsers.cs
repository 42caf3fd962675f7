using Gantry.Functions.Hosting;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>Creates the admin and <c>rocket.cat</c> at the very first start.</summary>
internal sealed class SeedUsers(UserStore users, FirstStart firstStart, IOptions<WorkspaceOptions> workspace, IOptions<IdentityOptions> identity, TimeProvider time) : ISeed
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cat = new User { Id = User.RocketCat, Username = User.RocketCat, Name = "Rocket.Cat", Type = "bot", Roles = ["bot"], CreatedAt = now, UpdatedAt = now };
        await TryCreateAsync(cat, cancellationToken);

        var options = workspace.Value;
        var password = string.IsNullOrEmpty(options.AdminPassword) ? RandomId.Secret(20) : options.AdminPassword;
        var admin = new User
        {
            Id = RandomId.New(),
            Username = options.AdminUsername,
            Name = options.AdminUsername,
            Emails = [new UserEmail(options.AdminEmail, Verified: true)],
            Roles = ["admin", "user"],
            Password = PasswordHash.Create(PasswordHash.Digest(password), identity.Value.PasswordIterations),
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (await TryCreateAsync(admin, cancellationToken) && string.IsNullOrEmpty(options.AdminPassword)) firstStart.GeneratedPassword = password;
    }

    // Another instance that starts at the same time may have been faster.
    private async Task<bool> TryCreateAsync(User user, CancellationToken cancellationToken)
    {
        try
        {
            await users.CreateAsync(user, cancellationToken);
            return true;
        }
        catch (ApiException taken) when (taken.Status == 409)
        {
            return false;
        }
    }
}
