namespace Gantry.Functions.RateLimiting;

/// <summary>What is limited: the name is part of the storage key.</summary>
internal enum RateLimitRule
{
    /// <summary>All calls that have no rule of their own, by user.</summary>
    Api,

    /// <summary>Writes of integrations, by user.</summary>
    IntegrationWrites,

    /// <summary>Management of slash commands, by user.</summary>
    Commands,

    /// <summary>Runs of slash commands, by user.</summary>
    CommandRuns,

    /// <summary>Logins, by address.</summary>
    Authentication,

    /// <summary>Uploads of files, by user.</summary>
    Uploads,

    /// <summary>Hook executions, by integration.</summary>
    Hooks,

    /// <summary>Management of OAuth apps, by user.</summary>
    OAuthApps,

    /// <summary>Calls of the OAuth server by clients, by address.</summary>
    OAuthTokens,
}

/// <summary>A route's rule, as metadata.</summary>
internal sealed record RateLimitMetadata(RateLimitRule Rule);

/// <summary>How a route states its rule.</summary>
internal static class RateLimitMetadataExtensions
{
    /// <summary>Counts calls of the route by a rule; the innermost one counts.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder route, RateLimitRule rule)
        where TBuilder : IEndpointConventionBuilder
    {
        route.Finally(endpoint =>
        {
            if (!endpoint.Metadata.OfType<RateLimitMetadata>().Any()) endpoint.Metadata.Add(new RateLimitMetadata(rule));
        });
        return route;
    }
}
