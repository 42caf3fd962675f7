using System.Text.Json;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary>What <c>users.create</c> and <c>users.update</c> say of a user, checked; null for what they do not mention.</summary>
internal sealed record UserFields
{
    private const int MaxCustomFields = 32 * 1024;

    public string? Username { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public bool? Verified { get; init; }

    public bool? Active { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public string? Bio { get; init; }

    public string? Nickname { get; init; }

    public string? Status { get; init; }

    public string? StatusText { get; init; }

    public bool? RequirePasswordChange { get; init; }

    public JsonElement? CustomFields { get; init; }

    /// <summary>The hash of a new password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Reads and checks.</summary>
    /// <exception cref="ApiException">400 or 422.</exception>
    public static UserFields Read(Parameters parameters, IdentityOptions options, RoleTable roles) => new()
    {
        Username = parameters.String("username") is { } username ? UserRules.Username(username) : null,
        Name = parameters.String("name") is { } name ? UserRules.Name(name) : null,
        Email = parameters.String("email") is { } email ? UserRules.Email(email) : null,
        Verified = parameters.Bool("verified"),
        Active = parameters.Bool("active"),
        Roles = ReadRoles(parameters, roles),
        Bio = parameters.String("bio") is { } bio ? UserRules.Short("bio", bio, 260) : null,
        Nickname = parameters.String("nickname") is { } nickname ? UserRules.Short("nickname", nickname, 120) : null,
        Status = parameters.String("status") is { } status ? UserRules.Status(status) : null,
        StatusText = parameters.String("statusText") is { } statusText ? UserRules.Short("status-text", statusText, UserRules.MaxStatusText) : null,
        RequirePasswordChange = parameters.Bool("requirePasswordChange"),
        CustomFields = ReadCustomFields(parameters),
        PasswordHash = parameters.String("password") is { } password ? Hash(password, options) : null,
    };

    /// <summary>Checks a new password and hashes it.</summary>
    /// <exception cref="ApiException">422: it is too short or too long.</exception>
    public static string Hash(string password, IdentityOptions options) =>
        Identity.PasswordHash.Create(Identity.PasswordHash.Digest(UserRules.Password(password, options.MinPasswordLength)), options.PasswordIterations);

    /// <summary>A user with these fields.</summary>
    public User ApplyTo(User user, DateTimeOffset now) => user with
    {
        Username = Username ?? user.Username,
        Name = Name ?? user.Name,
        Emails = EmailsOf(user),
        Active = Active ?? user.Active,
        Roles = Roles ?? user.Roles,
        Bio = Bio ?? user.Bio,
        Nickname = Nickname ?? user.Nickname,
        Status = Status ?? user.Status,
        StatusText = StatusText ?? user.StatusText,
        StatusExpiresAt = Status is null && StatusText is null ? user.StatusExpiresAt : null,
        RequirePasswordChange = RequirePasswordChange ?? (PasswordHash is null ? user.RequirePasswordChange : null),
        CustomFields = CustomFields ?? user.CustomFields,
        Password = PasswordHash ?? user.Password,
        UpdatedAt = now,
    };

    // A new address is not verified because the old one was.
    private IReadOnlyList<UserEmail> EmailsOf(User user)
    {
        var current = user.Emails is [var first, ..] ? first : null;
        var address = Email ?? current?.Address;
        return address is null ? [] : [new UserEmail(address, Verified ?? (address == current?.Address && current.Verified))];
    }

    private static IReadOnlyList<string>? ReadRoles(Parameters parameters, RoleTable known)
    {
        if (parameters.List("roles") is not { } roles) return null;
        if (roles.Count == 0) throw ApiException.Invalid("error-invalid-role", "A user needs at least one role");
        known.RequireKnown(roles);
        return [.. roles.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Reads <c>customFields</c>: any object that is not too large.</summary>
    public static JsonElement? ReadCustomFields(Parameters parameters)
    {
        if (parameters.Object("customFields") is not { } fields) return null;
        UserRules.Short("custom-fields", fields.GetRawText(), MaxCustomFields);
        return fields;
    }
}
