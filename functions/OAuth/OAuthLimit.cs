using Gantry.Functions.Hosting;
using Gantry.Functions.RateLimiting;

namespace Gantry.Functions.OAuth;

/// <summary>Limits tries at the OAuth endpoints by the caller's address; where that is not known, by what the caller claims to be, so that no secret can be guessed at will.</summary>
internal sealed class OAuthLimit(RateLimiter limiter, ClientAddress addresses)
{
    /// <summary>Counts a try, and writes the headers that tell of the limit.</summary>
    /// <returns>Whether it may go on.</returns>
    public async ValueTask<bool> AdmitsAsync(HttpContext context, RateLimitRule rule, string? claimed, CancellationToken cancellationToken)
    {
        var key = addresses.Find(context) is { } address ? "address:" + address : claimed is null ? null : "claimed:" + claimed;
        if (key is null || await limiter.TakeAsync(rule, key, cancellationToken) is not { } decision) return true;
        decision.WriteHeaders(context.Response);
        return decision.Admitted;
    }
}
