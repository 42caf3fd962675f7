using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Functions.Identity;

/// <summary>A user as stored (<c>rocket-chat-behaviour.md</c> 7.0). Never answered as it is: see <see cref="UserView"/>.</summary>
internal sealed record User
{
    /// <summary>The id and name of the bot that every workspace has.</summary>
    public const string RocketCat = "rocket.cat";

    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string Username { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<UserEmail> Emails { get; init; } = [];

    /// <summary>user, bot or app.</summary>
    public string Type { get; init; } = "user";

    public bool Active { get; init; } = true;

    public IReadOnlyList<string> Roles { get; init; } = ["user"];

    public string? Bio { get; init; }

    public string? Nickname { get; init; }

    /// <summary>online, away, busy or offline as the user chose; null for no choice.</summary>
    public string? Status { get; init; }

    public string? StatusText { get; init; }

    /// <summary>When <see cref="Status"/> and <see cref="StatusText"/> end; null for never.</summary>
    public DateTimeOffset? StatusExpiresAt { get; init; }

    /// <summary>Which picture the user has; null for its initials.</summary>
    public string? AvatarETag { get; init; }

    /// <summary>upload or url.</summary>
    public string? AvatarOrigin { get; init; }

    public bool? RequirePasswordChange { get; init; }

    public JsonElement? CustomFields { get; init; }

    /// <summary>What the user's clients keep for it; Gantry itself reads none of it.</summary>
    public JsonElement? Preferences { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastLogin { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The hash of the password (<see cref="PasswordHash"/>); null for a user that cannot log in with one.</summary>
    public string? Password { get; init; }

    /// <summary>The user as it is at a time: without a status that has ended.</summary>
    public User At(DateTimeOffset now) => StatusExpiresAt <= now ? this with { Status = null, StatusText = null, StatusExpiresAt = null } : this;
}

/// <summary>An address of a user.</summary>
internal sealed record UserEmail(string Address, bool Verified);
