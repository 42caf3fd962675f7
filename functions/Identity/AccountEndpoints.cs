using Gantry.Functions.Identity.Accounts;
using Gantry.Functions.Identity.Bulk;
using Gantry.Functions.Identity.Presence;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Gantry.Functions.Rest.OpenApi;

namespace Gantry.Functions.Identity;

/// <summary>The routes by which users look after themselves, and admins after many of them.</summary>
internal static class AccountEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        api.MapPost("users.setStatus", UserStatus.SetAsync);
        api.MapGet("users.getStatus", UserStatus.GetAsync);
        api.MapGet("users.getPresence", UserStatus.GetPresenceAsync);
        api.MapGet("users.presence", UserStatus.ListAsync);
        api.MapGet("users.getPreferences", UserPreferences.Get);
        api.MapPost("users.setPreferences", UserPreferences.SetAsync);
        api.MapAvatarCalls();

        // What asks for a password is limited as a login is.
        api.MapPost("users.updateOwnBasicInfo", OwnAccount.UpdateAsync).LimitRate(RateLimitRule.Authentication);
        api.MapPost("users.deleteOwnAccount", OwnAccount.DeleteAsync).LimitRate(RateLimitRule.Authentication);
        api.MapPost("users.register", Registration.RegisterAsync).AllowAnonymous().LimitRate(RateLimitRule.Authentication);
        api.MapPost("users.forgotPassword", Registration.ForgotPassword).AllowAnonymous().LimitRate(RateLimitRule.Authentication);

        const string viewDirect = "view-d-room";
        api.MapGet("users.getUsernameSuggestion", Usernames.SuggestAsync);
        api.MapGet("users.checkUsernameAvailability", Usernames.CheckAsync);
        api.MapGet("users.autocomplete", UserSearch.AutocompleteAsync).RequirePermission(viewDirect);
        api.MapGet("users.listByStatus", UserSearch.ListByStatusAsync).RequirePermission(viewDirect);
        api.MapGet("users.listTeams", UserSearch.ListTeamsAsync);

        api.MapPost("users.bulkCreate", BulkCreation.CreateAsync).RequirePermission("create-user").TakesFile("csv");
        api.MapPost("users.createToken", TokenCreation.CreateAsync).RequirePermission("user-generate-access-token");
        api.MapPost("users.deactivateIdle", IdleUsers.DeactivateAsync).RequirePermission("edit-other-user-active-status");

        api.MapPost("push.token", (PushTokens tokens, Parameters parameters, Caller caller, CancellationToken cancellationToken) => tokens.AddAsync(parameters, caller, cancellationToken));
        api.MapDelete("push.token", (PushTokens tokens, Parameters parameters, Caller caller, CancellationToken cancellationToken) => tokens.RemoveAsync(parameters, caller, cancellationToken));
        api.MapNotSupported();
    }
}
