using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.RateLimiting;

/// <summary>Calls a minute (seeds 000 and 002). All off with <c>API_Enable_Rate_Limiter=false</c>.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Creations, updates and removals of integrations, for each user.</summary>
    /// <value>10; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int IntegrationWrites { get; set; } = 10;

    /// <summary>Calls that create, list, show, change or remove slash commands, for each user.</summary>
    /// <value>10; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int Commands { get; set; } = 10;

    /// <summary>Runs of slash commands, typed or called, for each user.</summary>
    /// <value>10; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int CommandRuns { get; set; } = 10;

    /// <summary>Executions of an incoming hook, for each integration.</summary>
    /// <value>100; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int Hooks { get; set; } = 100;

    /// <summary>All other calls of the API, for each user.</summary>
    /// <value>120; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int Api { get; set; } = 120;

    /// <summary>Logins, for each address.</summary>
    /// <value>10; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int Authentication { get; set; } = 10;

    /// <summary>Calls of oauth-apps.*, for each user.</summary>
    /// <value>5; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int OAuthApps { get; set; } = 5;

    /// <summary>Calls of the OAuth server's token, revocation and introspection endpoints, for each address.</summary>
    /// <value>120; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int OAuthTokens { get; set; } = 120;

    /// <summary>Uploads of files, for each user.</summary>
    /// <value>3; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int Uploads { get; set; } = 3;
}
