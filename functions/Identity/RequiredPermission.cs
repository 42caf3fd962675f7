using Microsoft.AspNetCore.Authorization;

namespace Gantry.Functions.Identity;

/// <summary>A route's own demand: one of some permissions, checked before the parameters are read (<c>rocket-chat-behaviour.md</c> 0.5).</summary>
internal sealed class RequiredPermission(IReadOnlyList<string> anyOf) : IAuthorizationRequirement
{
    /// <summary>The permissions, any of which will do.</summary>
    public IReadOnlyList<string> AnyOf { get; } = anyOf;
}

/// <summary>Checks <see cref="RequiredPermission"/> against the caller.</summary>
internal sealed class RequiredPermissionCheck(IHttpContextAccessor http) : AuthorizationHandler<RequiredPermission>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiredPermission requirement)
    {
        if (http.HttpContext?.Features.Get<Caller>() is { } caller && requirement.AnyOf.Any(permission => caller.Has(permission))) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>How a route states its demand.</summary>
internal static class RequiredPermissionExtensions
{
    /// <summary>Refuses callers with none of the permissions: 403.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder route, params string[] anyOf)
        where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(policy => policy.RequireAuthenticatedUser().AddRequirements(new RequiredPermission(anyOf)));
}
