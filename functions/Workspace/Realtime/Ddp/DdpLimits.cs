using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.RateLimiting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>How often a user may call: methods count as calls of the API, and messages have a limit a second as well.</summary>
internal sealed class DdpLimits(RateLimiter limiter, IOptions<WorkspaceOptions> workspace, IOptions<RealtimeOptions> options, TimeProvider time) : IDisposable
{
    private const int MaxUsers = 100_000;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _sends = new(new MemoryCacheOptions { SizeLimit = MaxUsers });

    /// <summary>Admits a call.</summary>
    /// <exception cref="ApiException">429.</exception>
    public async ValueTask AdmitAsync(Caller caller, string method, CancellationToken cancellationToken)
    {
        if (!workspace.Value.EnableRateLimiter) return;
        if (method == "sendMessage" && !caller.Has("send-many-messages")) AdmitMessage(caller.User.Id);
        await limiter.AdmitAsync(RateLimitRule.Api, caller, response: null, cancellationToken);
    }

    public void Dispose() => _sends.Dispose();

    private void AdmitMessage(string userId)
    {
        lock (_sends)
        {
            var times = _sends.GetOrCreate(userId, entry =>
            {
                entry.SetSize(1).SetSlidingExpiration(TimeSpan.FromMinutes(1));
                return new Queue<long>();
            })!;
            while (times.TryPeek(out var first) && time.GetElapsedTime(first) >= Second) times.Dequeue();
            if (times.Count >= options.Value.SendsPerSecond)
            {
                var wait = Second - time.GetElapsedTime(times.Peek());
                throw new ApiException(
                    429, "error-too-many-requests", "Error, too many requests. Please slow down. [error-too-many-requests]", new { timeToReset = Math.Ceiling(wait.TotalMilliseconds) });
            }

            times.Enqueue(time.GetTimestamp());
        }
    }
}
