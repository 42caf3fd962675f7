using System.Text.RegularExpressions;

namespace Gantry.Functions.Identity;

/// <summary>What the fields of a user may be (<c>rocket-chat-behaviour.md</c> 7.2). Each check refuses with 422.</summary>
internal static partial class UserRules
{
    private const int MaxUsername = 64;
    private const int MaxEmail = 254;
    private const int MaxName = 256;
    private const int MaxPassword = 1024;

    /// <summary>Characters of a status text.</summary>
    public const int MaxStatusText = 120;

    private static readonly HashSet<string> Reserved = new(["admin", "administrator", "all", "here", "system"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks a name to log in by.</summary>
    public static string Username(string username)
    {
        if (username.Length > MaxUsername || !UsernamePattern().IsMatch(username))
            throw ApiException.Invalid("error-input-is-not-a-valid-field", $"{username} is not a valid username", new { input = username, field = "Username" });
        return IsReserved(username) ? throw ApiException.Invalid("error-blocked-username", $"{username} is blocked and can't be used!", new { field = username }) : username;
    }

    /// <summary>Whether nobody may have a name.</summary>
    public static bool IsReserved(string username) => Reserved.Contains(username);

    /// <summary>Checks an address.</summary>
    public static string Email(string address) => address.Length <= MaxEmail && EmailPattern().IsMatch(address)
        ? address
        : throw ApiException.Invalid("error-invalid-email", $"Invalid email {address}", new { email = address });

    /// <summary>Checks a name to be shown, which must not be taken for markup or a path.</summary>
    public static string Name(string name) => name.AsSpan().IndexOfAny("<>\\/") >= 0 || name.Any(char.IsControl)
        ? throw new ApiException(422, "error-invalid-name", "Name contains invalid characters")
        : Short("name", name, MaxName);

    /// <summary>Checks a text that has a length at most.</summary>
    public static string Short(string field, string text, int max) => text.Length <= max
        ? text
        : throw ApiException.Invalid($"error-{field}-size-exceeded", $"The field '{field}' exceeds {max} characters", new { field, max });

    /// <summary>Checks a status.</summary>
    public static string Status(string status) => status is "online" or "away" or "offline" or "busy"
        ? status
        : throw ApiException.Invalid("error-invalid-status", "Valid status types include online, away, offline, and busy.");

    /// <summary>Checks a password.</summary>
    public static string Password(string password, int minLength) => password.Length >= minLength && password.Length <= MaxPassword
        ? password
        : throw ApiException.Invalid("error-password-policy-not-met", $"The password must have from {minLength} to {MaxPassword} characters", new { minLength, maxLength = MaxPassword });

    [GeneratedRegex(@"^[0-9a-zA-Z_.-]+\z", RegexOptions.None, 1000)]
    private static partial Regex UsernamePattern();

    [GeneratedRegex(@"^[^\s@\p{C}]{1,64}@[\p{L}\p{N}.-]+\z", RegexOptions.None, 1000)]
    private static partial Regex EmailPattern();
}
