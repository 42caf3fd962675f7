using Gantry.Functions.Identity;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.Snapshots;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.OAuth.Apps;

/// <summary>The management API of OAuth apps (seed 000; <c>rocket-chat-behaviour.md</c> 5.1).</summary>
internal static class OAuthAppEndpoints
{
    private const string Manage = "manage-oauth-apps";

    /// <summary>Maps the routes.</summary>
    public static void MapOAuthApps(this RouteGroupBuilder api)
    {
        api.MapPost("oauth-apps.create", CreateAsync).RequirePermission(Manage).LimitRate(RateLimitRule.OAuthApps);
        api.MapPost("oauth-apps.update", UpdateAsync).RequirePermission(Manage).LimitRate(RateLimitRule.OAuthApps);
        api.MapPost("oauth-apps.delete", DeleteAsync).RequirePermission(Manage).LimitRate(RateLimitRule.OAuthApps);
        api.MapPost("oauth-apps.regenerateSecret", RegenerateSecretAsync).RequirePermission(Manage).LimitRate(RateLimitRule.OAuthApps);
        api.MapGet("oauth-apps.list", ListAsync).RequirePermission(Manage).LimitRate(RateLimitRule.OAuthApps);
        api.MapGet("oauth-apps.get", GetAsync).LimitRate(RateLimitRule.OAuthApps);
    }

    private static async Task<IResult> CreateAsync(
        Caller caller, Parameters parameters, OAuthAppStore store, IOptions<OAuthOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var type = OAuthAppFields.ClientType(parameters);
        var secret = type == OAuthApp.Confidential ? OAuthApp.NewSecret() : null;
        var now = time.GetUtcNow();
        var app = new OAuthApp
        {
            Id = RandomId.New(),
            Name = OAuthAppFields.Name(parameters),
            Active = parameters.Bool("active") ?? throw ApiException.MissingKey("active"),
            ClientId = RandomId.New(),
            ClientType = type,
            SecretHash = secret is null ? null : OAuthApp.HashOf(secret),
            RedirectUris = OAuthAppFields.RedirectUris(parameters, options.Value.MaxRedirectUris),
            CreatedAt = now,
            CreatedBy = By(caller),
            UpdatedAt = now,
        };
        await store.CreateAsync(app, cancellationToken);
        return Results.Ok(new { application = OAuthAppView.ToNode(app, secret), success = true });
    }

    private static async Task<IResult> UpdateAsync(
        Caller caller, Parameters parameters, OAuthAppStore store, IOptions<OAuthOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var name = parameters.Has("name") ? OAuthAppFields.Name(parameters) : null;
        var uris = parameters.Has("redirectUri") ? OAuthAppFields.RedirectUris(parameters, options.Value.MaxRedirectUris) : null;
        var (active, now) = (parameters.Bool("active"), time.GetUtcNow());
        var changed = await store.UpdateAsync(
            IdFrom(parameters),
            app => app with { Name = name ?? app.Name, RedirectUris = uris ?? app.RedirectUris, Active = active ?? app.Active, UpdatedAt = now, UpdatedBy = By(caller) },
            cancellationToken) ?? throw Unknown();
        var node = OAuthAppView.ToNode(changed);
        node["success"] = true;
        return Results.Ok(node);
    }

    private static async Task<IResult> DeleteAsync(Parameters parameters, OAuthAppStore store, CancellationToken cancellationToken) =>
        await store.RemoveAsync(IdFrom(parameters), cancellationToken) ? Results.Ok(new { success = true }) : throw Unknown();

    private static async Task<IResult> RegenerateSecretAsync(Caller caller, Parameters parameters, OAuthAppStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var (secret, now) = (OAuthApp.NewSecret(), time.GetUtcNow());
        var changed = await store.UpdateAsync(
            IdFrom(parameters),
            app => app.IsPublic
                ? throw ApiException.Invalid("error-invalid-clientType", "A public client has no secret")
                : app with { SecretHash = OAuthApp.HashOf(secret), UpdatedAt = now, UpdatedBy = By(caller) },
            cancellationToken) ?? throw Unknown();
        return Results.Ok(new { application = OAuthAppView.ToNode(changed, secret), success = true });
    }

    private static async Task<IResult> ListAsync(Parameters parameters, OAuthAppStore store, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, options);
        var apps = (await store.GetAsync(cancellationToken)).Records.Values.OrderBy(app => app.CreatedAt).ThenBy(app => app.Id, StringComparer.Ordinal).ToList();
        var page = paging.Page(apps, Field).Select(app => OAuthAppView.ToNode(app)).ToList();
        return Results.Ok(new { oauthApps = page, offset = paging.Offset, count = page.Count, total = apps.Count, success = true });
    }

    // Whoever is asked to consent may look up whom to: only a login is needed (rocket-chat-behaviour.md 5.1).
    private static async Task<IResult> GetAsync(Parameters parameters, OAuthAppStore store, CancellationToken cancellationToken)
    {
        var app = Find(await store.GetAsync(cancellationToken), parameters) ?? throw ApiException.NotFound("error-application-not-found", "OAuth app not found.");
        return Results.Ok(new { oauthApp = OAuthAppView.ToNode(app), success = true });
    }

    private static OAuthApp? Find(SnapshotState<OAuthApp> state, Parameters parameters) => parameters.FirstString("clientId") is { } clientId
        ? state.FindByAlternateKey(clientId)
        : state.Find(parameters.FirstString("_id", "appId") ?? throw ApiException.MissingKey("_id"));

    private static string IdFrom(Parameters parameters) => parameters.RequiredString("appId");

    private static UserReference By(Caller caller) => new(caller.User.Id, caller.User.Username);

    private static ApiException Unknown() => ApiException.NotFound("error-application-not-found", "Application not found [error-application-not-found]");

    private static IComparable? Field(OAuthApp app, string field) => field switch
    {
        "name" => app.Name,
        "active" => app.Active,
        "_createdAt" => app.CreatedAt,
        "_updatedAt" => app.UpdatedAt,
        "_id" => app.Id,
        _ => null,
    };
}
