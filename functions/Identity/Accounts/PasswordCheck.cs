using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Accounts;

/// <summary>Asks a user that is logged in for its password again, before what a stolen session must not do.</summary>
internal sealed class PasswordCheck(IOptions<IdentityOptions> options)
{
    /// <summary>Refuses a password that is not the user's; it comes plain or, as Rocket.Chat's clients send it, as its SHA-256 in hex.</summary>
    /// <exception cref="ApiException">422.</exception>
    public void Require(User user, string? given)
    {
        var isRight = given is { Length: > 0 } && ((IsDigest(given) && Matches(given, user)) || Matches(PasswordHash.Digest(given), user));
        if (!isRight) throw ApiException.Invalid("error-invalid-password", "Invalid password", new { method = "saveUserProfile" });
    }

    private bool Matches(string digest, User user) => PasswordHash.Verify(digest, user.Password, options.Value.PasswordIterations, out _);

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
