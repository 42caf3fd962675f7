using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary>The slice's routes.</summary>
internal static class IdentityEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapIdentity(this RouteGroupBuilder api)
    {
        api.MapPost("login", (Login login, Parameters parameters, HttpContext context, CancellationToken cancellationToken) => login.LoginAsync(parameters, context, cancellationToken))
            .AllowAnonymous().LimitRate(RateLimitRule.Authentication);
        api.MapMethods("logout", ["GET", "POST"], (Login login, Caller caller, CancellationToken cancellationToken) => login.LogoutAsync(caller, cancellationToken));
        api.MapGet("me", Me);

        api.MapPost("users.logout", Sessions.LogoutAsync);
        api.MapPost("users.logoutOtherClients", Sessions.LogoutOtherClientsAsync);
        api.MapPost("users.removeOtherTokens", Sessions.RemoveOthersAsync);

        const string createTokens = "create-personal-access-tokens";
        api.MapPost("users.generatePersonalAccessToken", PersonalAccessTokens.GenerateAsync).RequirePermission(createTokens);
        api.MapPost("users.regeneratePersonalAccessToken", PersonalAccessTokens.RegenerateAsync).RequirePermission(createTokens);
        api.MapPost("users.removePersonalAccessToken", PersonalAccessTokens.RemoveAsync).RequirePermission(createTokens);
        api.MapGet("users.getPersonalAccessTokens", PersonalAccessTokens.ListAsync).RequirePermission(createTokens);

        api.MapPost("users.create", UserCreation.CreateAsync).RequirePermission("create-user");
        api.MapGet("users.info", UserQueries.InfoAsync);
        api.MapGet("users.list", UserQueries.ListAsync).RequirePermission("view-d-room");
        api.MapPost("users.update", UserUpdates.UpdateAsync).RequirePermission("edit-other-user-info");
        api.MapPost("users.setActiveStatus", UserUpdates.SetActiveStatusAsync).RequirePermission("edit-other-user-active-status");
        api.MapPost("users.resetPassword", UserUpdates.ResetPasswordAsync).RequirePermission("edit-other-user-password");
        api.MapPost("users.delete", UserRemoval.DeleteAsync).RequirePermission("delete-user");

        api.MapAccounts();
        api.MapRoles();
        api.MapMethods();
    }

    private static IResult Me(Caller caller, UserView view)
    {
        var me = view.ForSelf(caller.User);
        me["success"] = true;
        return Results.Ok(me);
    }
}
