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
        var (history, counters) = await store.ListAsync(id, paging.Offset, paging.Count, cancellationToken);
        var total = Math.Max(history.Count == 0 ? 0 : paging.Offset + history.Count, counters.GetValueOrDefault(HistoryStore.Entries));
        var refused = new { wrongTokens = counters.GetValueOrDefault(HistoryStore.WrongTokens), rateLimited = counters.GetValueOrDefault(HistoryStore.RateLimited) };
        return Results.Ok(new { history, refused, offset = paging.Offset, items = history.Count, count = history.Count, total, success = true });
    }
}
