using Microsoft.AspNetCore.Authorization;

namespace Gantry.Functions.OAuth.Scopes;

/// <summary>The scopes of the access token that a call came with; a call with another credential has none, and no limit.</summary>
internal sealed record GrantedScopes(IReadOnlyList<string> Scopes);

/// <summary>Refuses calls that the access token's scopes do not cover. Part of the default policy, so every route that wants a login has it.</summary>
internal sealed class ScopeRequirement : IAuthorizationRequirement
{
    /// <summary>The scope that a call needs.</summary>
    public static string RequiredBy(HttpContext context) => ScopeArea.Required(context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");

    /// <summary>Whether a call may go on.</summary>
    public static bool IsMet(HttpContext context) =>
        context.Features.Get<GrantedScopes>() is not { } granted || Scope.Includes(granted.Scopes, RequiredBy(context));
}

/// <summary>Checks <see cref="ScopeRequirement"/>.</summary>
internal sealed class ScopeCheck : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.Resource is HttpContext http && ScopeRequirement.IsMet(http)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
