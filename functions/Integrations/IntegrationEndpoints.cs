using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Integrations;

/// <summary>The management API of integrations (seeds 000, 001, 004; <c>rocket-chat-behaviour.md</c> 1.4-1.8).</summary>
internal static class IntegrationEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapIntegrations(this RouteGroupBuilder api)
    {
        api.MapPost("integrations.create", CreateAsync).RequirePermission(IntegrationAccess.Any).LimitRate(RateLimitRule.IntegrationWrites);
        api.MapMethods("integrations.update", ["PUT", "POST"], UpdateAsync).RequirePermission(IntegrationAccess.Any).LimitRate(RateLimitRule.IntegrationWrites);
        api.MapMethods("integrations.remove", ["DELETE", "POST"], RemoveAsync).RequirePermission(IntegrationAccess.Any).LimitRate(RateLimitRule.IntegrationWrites);
        api.MapPost("integrations.regenerateToken", RegenerateTokenAsync).RequirePermission(IntegrationAccess.Any).LimitRate(RateLimitRule.IntegrationWrites);
        api.MapPost("integrations.rotateSecret", RotateSecretAsync).RequirePermission(IntegrationAccess.Any).LimitRate(RateLimitRule.IntegrationWrites);
        api.MapGet("integrations.list", ListAsync).RequirePermission(IntegrationAccess.Any);
        api.MapGet("integrations.get", GetAsync);
        api.MapIntegrationScripts();
    }

    private static async Task<IResult> CreateAsync(Caller caller, Parameters parameters, IntegrationDefinition definition, IntegrationStore store, CancellationToken cancellationToken)
    {
        var integration = await definition.CreateAsync(caller, parameters, cancellationToken);
        await store.CreateAsync(integration, cancellationToken);
        return Answer(integration);
    }

    private static async Task<IResult> UpdateAsync(Caller caller, Parameters parameters, IntegrationDefinition definition, IntegrationStore store, CancellationToken cancellationToken)
    {
        var integration = await FindAsync(caller, parameters, store, cancellationToken);
        var change = await definition.ChangeAsync(caller, integration, parameters, cancellationToken);
        return Answer(await store.UpdateAsync(integration.Id, change, cancellationToken) ?? throw NoneFound());
    }

    private static async Task<IResult> RemoveAsync(Caller caller, Parameters parameters, IntegrationStore store, CancellationToken cancellationToken)
    {
        var integration = await FindAsync(caller, parameters, store, cancellationToken);
        await store.RemoveAsync(integration.Id, cancellationToken);
        return Answer(integration);
    }

    private static async Task<IResult> RegenerateTokenAsync(Caller caller, Parameters parameters, IntegrationStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var integration = await FindAsync(caller, parameters, store, cancellationToken);
        var (token, now, by) = (IntegrationDefinition.NewToken(), time.GetUtcNow(), new UserReference(caller.User.Id, caller.User.Username));
        var changed = await store.UpdateAsync(integration.Id, current => current with { Token = token, UpdatedAt = now, UpdatedBy = by }, cancellationToken);
        return Answer(changed ?? throw NoneFound());
    }

    private static async Task<IResult> RotateSecretAsync(Caller caller, Parameters parameters, IntegrationStore store, IntegrationSecrets secrets, CancellationToken cancellationToken)
    {
        var integration = await FindAsync(caller, parameters, store, cancellationToken);
        return Answer(await secrets.RotateAsync(caller, integration, parameters, cancellationToken));
    }

    private static async Task<IResult> ListAsync(Caller caller, Parameters parameters, IntegrationStore store, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var (paging, name, type) = (Paging.From(parameters, options), parameters.String("name"), parameters.String("type"));
        var visible = (await store.GetAsync(cancellationToken)).Ordered;
        if (name is not null || type is not null || !IntegrationAccess.ManagesAll(caller))
        {
            visible = [.. visible
                .Where(integration => type is null || integration.Type == type)
                .Where(integration => name is null || integration.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
                .Where(integration => IntegrationAccess.Manages(caller, integration))];
        }

        var page = paging.Page(visible, Field).Select(IntegrationView.ToListed).ToList();
        return Results.Ok(new { integrations = page, offset = paging.Offset, items = page.Count, count = page.Count, total = visible.Count, success = true });
    }

    private static async Task<IResult> GetAsync(Caller caller, Parameters parameters, IntegrationStore store, HistoryStore history, CancellationToken cancellationToken)
    {
        var integration = (await store.GetAsync(cancellationToken)).Find(parameters.RequiredString("integrationId"));
        var createdBy = parameters.String("createdBy");
        if (integration is null || (createdBy is not null && integration.CreatedBy.Id != createdBy) || !IntegrationAccess.Manages(caller, integration))
            throw ApiException.NotFound("error-integration-not-found", "The integration does not exists.");
        var node = IntegrationView.ToNode(integration).AsObject();
        if (integration.Script is not null) node["lastExecutionLogs"] = RestJson.ToNode(await history.LastConsoleAsync(integration.Id, cancellationToken));
        return Results.Ok(new { integration = node, success = true });
    }

    /// <summary>The integration that a call names by <c>integrationId</c>, <c>id</c> or <c>target_url</c>; one that the caller may not manage is not there.</summary>
    /// <exception cref="ApiException">400: no name, or a type that does not exist; 404: none found.</exception>
    public static async Task<Integration> FindAsync(Caller caller, Parameters parameters, IntegrationStore store, CancellationToken cancellationToken)
    {
        var type = parameters.String("type");
        if (type is not (null or Integration.Incoming or Integration.Outgoing)) throw IntegrationDefinition.InvalidType();
        var state = await store.GetAsync(cancellationToken);
        var id = parameters.FirstString("integrationId", "id");
        var url = parameters.FirstString("target_url");
        if (id is null && url is null) throw ApiException.MissingKey("integrationId");
        var integration = id is not null
            ? state.Find(id)
            : state.Records.Values.FirstOrDefault(candidate => candidate.Type == Integration.Outgoing && candidate.Urls?.Contains(url!, StringComparer.Ordinal) == true && IntegrationAccess.Manages(caller, candidate));
        return integration is not null && (type is null || integration.Type == type) && IntegrationAccess.Manages(caller, integration) ? integration : throw NoneFound();
    }

    /// <summary>No such integration, or none that the caller may know of.</summary>
    public static ApiException NoneFound() => ApiException.NotFound("error-integration-not-found", "No integration found.");

    private static IResult Answer(Integration integration) => Results.Ok(new { integration = IntegrationView.ToNode(integration), success = true });

    private static IComparable? Field(Integration integration, string field) => field switch
    {
        "name" => integration.Name,
        "type" => integration.Type,
        "username" => integration.Username,
        "enabled" => integration.Enabled,
        "_createdAt" => integration.CreatedAt,
        "_updatedAt" => integration.UpdatedAt,
        "_id" => integration.Id,
        _ => null,
    };
}
