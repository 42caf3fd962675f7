using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.RateLimiting;

/// <summary>Limits the routes that state a rule: by user, or by address where nobody is logged in. Who has <c>api-bypass-rate-limit</c> is not counted.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimiter limiter, ClientAddress addresses)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RateLimitMetadata>() is { } limited && KeyOf(context) is { } key
            && await limiter.TakeAsync(limited.Rule, key, context.RequestAborted) is { } decision)
        {
            decision.WriteHeaders(context.Response);
            if (!decision.Admitted)
            {
                await ErrorAnswers.For(decision.ToRefusal()).ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    }

    private string? KeyOf(HttpContext context)
    {
        if (context.Features.Get<Caller>() is { } caller) return caller.Has("api-bypass-rate-limit") ? null : "user:" + caller.User.Id;

        // Behind a front end that names no caller all would share one key: then it must not be everybody's fault.
        return addresses.Find(context) is { } address ? "address:" + address : null;
    }
}
