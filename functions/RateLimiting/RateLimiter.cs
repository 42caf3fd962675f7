using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.RateLimiting;

/// <summary>
/// Admits calls by the minute, over all instances together (design 8). Small limits are counted one by one in the key's row; large ones are leased
/// (<see cref="LeasedTokens"/>), so an admitted call costs no storage. A full minute is remembered: refusing costs nothing.
/// </summary>
internal sealed class RateLimiter(StorageAccount storage, IOptions<WorkspaceOptions> workspace, IOptions<RateLimitOptions> options, TimeProvider time) : IDisposable
{
    private const int LargestCounted = 20;
    private const int MaxKeys = 100_000;

    private readonly MemoryCache _keys = new(new MemoryCacheOptions { SizeLimit = MaxKeys });
    private readonly ServiceClock _clock = new(time);

    /// <summary>Decides on one call; null where limits are switched off.</summary>
    public async ValueTask<RateLimitDecision?> TakeAsync(RateLimitRule rule, string key, CancellationToken cancellationToken)
    {
        if (!workspace.Value.EnableRateLimiter) return null;
        var limit = LimitOf(rule);
        var tokens = Find($"{rule}|{StorageKey.Encode(key)}", limit);
        var now = _clock.Now;
        var minute = now.ToUnixTimeSeconds() / 60;
        var (admitted, remaining) = await tokens.TakeAsync(minute, cancellationToken);
        var reset = DateTimeOffset.FromUnixTimeSeconds((minute + 1) * 60);
        return new RateLimitDecision(admitted, limit, remaining, reset, reset - now);
    }

    /// <summary>Counts what a caller does in a call that is counted by another rule already; who has <c>api-bypass-rate-limit</c> is not counted.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="caller">Who.</param>
    /// <param name="response">Whose headers say how much is left; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ApiException">429: it is too much.</exception>
    public async ValueTask AdmitAsync(RateLimitRule rule, Caller caller, HttpResponse? response, CancellationToken cancellationToken)
    {
        if (caller.Has("api-bypass-rate-limit") || await TakeAsync(rule, "user:" + caller.User.Id, cancellationToken) is not { } decision) return;
        if (response is { HasStarted: false }) decision.WriteHeaders(response);
        if (!decision.Admitted) throw decision.ToRefusal();
    }

    public void Dispose() => _keys.Dispose();

    private LeasedTokens Find(string partitionKey, int limit)
    {
        lock (_keys)
        {
            return _keys.GetOrCreate(partitionKey, entry =>
            {
                entry.SetSize(1).SetSlidingExpiration(TimeSpan.FromMinutes(2));
                return new LeasedTokens(new RateLimitWindow(storage.Table("ratelimits"), partitionKey, _clock), limit, limit > LargestCounted ? limit : 1);
            })!;
        }
    }

    private int LimitOf(RateLimitRule rule) => rule switch
    {
        RateLimitRule.Api => options.Value.Api,
        RateLimitRule.IntegrationWrites => options.Value.IntegrationWrites,
        RateLimitRule.Commands => options.Value.Commands,
        RateLimitRule.CommandRuns => options.Value.CommandRuns,
        RateLimitRule.Authentication => options.Value.Authentication,
        RateLimitRule.OAuthApps => options.Value.OAuthApps,
        RateLimitRule.OAuthTokens => options.Value.OAuthTokens,
        RateLimitRule.Uploads => options.Value.Uploads,
        _ => options.Value.Hooks,
    };
}
