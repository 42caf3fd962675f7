using Microsoft.AspNetCore.Authorization;

namespace Gantry.Functions.OAuth.Scopes;

/// <summary>The scopes of the access token that a call came with; a call with another credential has none, and no limit.</summary>
internal sealed record GrantedScopes(IReadOnlyList<string> Scopes);

/// <summary>
/// Refuses calls that the access token's scopes do not cover. It is asked at every authorization, whatever policy a route has, so no route can forget it.
/// </summary>
internal sealed class ScopeCheck : IAuthorizationHandler
{
    /// <summary>The scope that a call needs.</summary>
    public static string RequiredBy(HttpContext context) => ScopeArea.Required(context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");

    /// <summary>Whether a call may go on.</summary>
    public static bool IsMet(HttpContext context) => context.Features.Get<GrantedScopes>() is not { } granted || Scope.Includes(granted.Scopes, RequiredBy(context));

    /// <inheritdoc/>
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is HttpContext http && !IsMet(http)) context.Fail(new AuthorizationFailureReason(this, "insufficient_scope"));
        return Task.CompletedTask;
    }
}
