using Gantry.Functions.Identity.Methods;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary>The routes of Meteor's methods over REST. Without a login, one of them is the login, so they are limited as that is.</summary>
internal static class MethodEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapMethods(this RouteGroupBuilder api)
    {
        api.MapPost("method.call/{method}", CallAsync);
        api.MapPost("method.callAnon/{method}", CallAsync).AllowAnonymous().LimitRate(RateLimitRule.Authentication);
    }

    private static Task<IResult> CallAsync(string method, MethodCall call, Parameters parameters, HttpContext context, CancellationToken cancellationToken) =>
        call.CallAsync(method, parameters, context, cancellationToken);
}
