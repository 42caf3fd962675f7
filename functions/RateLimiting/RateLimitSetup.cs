using Gantry.Functions.Hosting;

namespace Gantry.Functions.RateLimiting;

/// <summary>What the slice adds to the application.</summary>
internal static class RateLimitSetup
{
    /// <summary>Registers the limiter.</summary>
    public static WebApplicationBuilder AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.AddSettings<RateLimitOptions>("RateLimits");
        builder.Services.AddSingleton<RateLimiter>();
        return builder;
    }
}
