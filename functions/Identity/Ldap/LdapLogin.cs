using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Ldap;

/// <summary>
/// Logs in by the password of a directory (seed 002), where the ordinary login found no such user or password. A user with a password of its own here is
/// never taken over, nor is a bot: a directory's <c>admin</c> is not ours.
/// </summary>
internal sealed partial class LdapLogin(LdapDirectory directory, ExternalUsers users, IOptions<LdapOptions> options, ILogger<LdapLogin> logger)
{
    private const int MaxLength = 256;

    /// <summary>The user that the directory vouches for; null if it does not, or if such logins are off.</summary>
    public async Task<User?> FindAsync(string name, string password, CancellationToken cancellationToken)
    {
        if (!options.Value.IsEnabled || name.Length > MaxLength || password.Length > MaxLength) return null;
        try
        {
            return await directory.FindAsync(name, password, cancellationToken) is { } external
                ? await users.ResolveAsync(external, options.Value.CreateUsers, user => user is { Password: null, Type: "user" }, cancellationToken)
                : null;
        }
        catch (LdapUnavailableException fault)
        {
            // The caller learns no more than from a wrong password; the log says what to mend.
            LogUnavailable(logger, fault.InnerException!.Message, fault);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "No LDAP login is possible: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason, Exception exception);
}
