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
        var integration = await FindAsync(caller, parameters.RequiredString("id"), integrations, cancellationToken);
        return await AnswerAsync(integration.Id, parameters, store, options, cancellationToken);
    }

    /// <summary>Answers a page of a history.</summary>
    /// <exception cref="ApiException">400 or 422: page or filter is wrong.</exception>
    public static async Task<IResult> AnswerAsync(string id, Parameters parameters, HistoryStore store, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var (paging, filter) = (Paging.From(parameters, options), HistoryFilter.From(parameters));

        // Two reads that know nothing of each other: a page takes as long as one.
        var (listing, counting) = (store.ListAsync(id, filter, paging.Offset, paging.Count, cancellationToken), store.CountersAsync(id, cancellationToken));
        await Task.WhenAll(listing, counting);
        var (history, counters) = (await listing, await counting);
        var counted = filter.IsNone ? counters.GetValueOrDefault(HistoryStore.Entries) : await store.CountAsync(id, filter, cancellationToken);
        var total = Math.Max(history.Count == 0 ? 0 : paging.Offset + history.Count, counted);
        var refused = new { wrongTokens = counters.GetValueOrDefault(HistoryStore.WrongTokens), rateLimited = counters.GetValueOrDefault(HistoryStore.RateLimited) };
        return Results.Ok(new { history, refused, offset = paging.Offset, items = history.Count, count = history.Count, total, success = true });
    }

    /// <summary>The integration whose history a caller may see.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's business.</exception>
    public static async Task<Integration> FindAsync(Caller caller, string id, IntegrationStore integrations, CancellationToken cancellationToken)
    {
        var integration = (await integrations.GetAsync(cancellationToken)).Find(id);
        return integration is not null && (IntegrationAccess.Manages(caller, integration) || caller.Has("view-logs"))
            ? integration
            : throw ApiException.NotFound("error-integration-not-found", "No integration found.", new { integrationId = id });
    }
}
