using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.History;

/// <summary><c>integrations.history</c> (seed 000; <c>rocket-chat-behaviour.md</c> 1.9).</summary>
internal static class HistoryEndpoints
{
    /// <summary>Maps the route.</summary>
    public static void MapHistory(this RouteGroupBuilder api) => api.MapGet("integrations.history", ListAsync).RequirePermission([.. IntegrationAccess.Any, "view-logs"]);

    private static async Task<IResult> ListAsync(
        Caller caller, Parameters parameters, IntegrationStore integrations, HistoryStore store, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var id = parameters.RequiredString("id");
        var paging = Paging.From(parameters, options);
        var integration = (await integrations.GetAsync(cancellationToken)).Find(id);
        if (integration is null || !(IntegrationAccess.Manages(caller, integration) || caller.Has("view-logs")))
            throw ApiException.NotFound("error-integration-not-found", "No integration found.", new { integrationId = id });
        var (history, total) = await store.ListAsync(id, paging.Offset, paging.Count, cancellationToken);
        return Results.Ok(new { history, offset = paging.Offset, items = history.Count, count = history.Count, total, success = true });
    }
}
