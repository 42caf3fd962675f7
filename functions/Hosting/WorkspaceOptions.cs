using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Hosting;

/// <summary>The settings that keep Rocket.Chat's flat names.</summary>
internal sealed class WorkspaceOptions : IValidatableObject
{
    /// <summary>Public address of the workspace, for links and hook addresses. Without it, that of the request is taken.</summary>
    /// <value>None; an absolute http or https address. Key: <c>Site_Url</c>.</value>
    [ConfigurationKeyName("Site_Url")]
    public string? SiteUrl { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Name of the admin that the very first start creates.</summary>
    /// <value>admin. Key: <c>ADMIN_USERNAME</c>.</value>
    [ConfigurationKeyName("ADMIN_USERNAME")]
    [RegularExpression("^[0-9a-zA-Z_.-]{1,64}$")]
    public string AdminUsername { get; set; } = "admin";

    /// <summary>Password of that admin.</summary>
    /// <value>None: a random one, printed once. Key: <c>ADMIN_PASS</c>.</value>
    [ConfigurationKeyName("ADMIN_PASS")]
    public string? AdminPassword { get; set; }

    /// <summary>Address of that admin.</summary>
    /// <value>admin@localhost. Key: <c>ADMIN_EMAIL</c>.</value>
    [ConfigurationKeyName("ADMIN_EMAIL")]
    [EmailAddress]
    public string AdminEmail { get; set; } = "admin@localhost";

    /// <summary>Whether calls are limited at all (see <see cref="RateLimiting.RateLimitOptions"/>).</summary>
    /// <value>true. Key: <c>API_Enable_Rate_Limiter</c>.</value>
    [ConfigurationKeyName("API_Enable_Rate_Limiter")]
    public bool EnableRateLimiter { get; set; } = true;

    /// <summary>What payloads call the workspace's domain: the host of its public address.</summary>
    public string TeamDomain() => SiteUrl is { } site ? new Uri(site).Host : "localhost";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var isAddress = SiteUrl is null || (Uri.TryCreate(SiteUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");
        if (!isAddress) yield return new ValidationResult($"'{SiteUrl}' is not an absolute http or https address.", [nameof(SiteUrl)]);
    }
}
