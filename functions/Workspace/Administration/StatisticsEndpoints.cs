using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Administration;

/// <summary><c>statistics</c> and <c>statistics.list</c> (<c>rocket-chat-behaviour.md</c> 7.8, seed 002).</summary>
internal static class StatisticsEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapStatistics(this RouteGroupBuilder api)
    {
        const string view = "view-statistics";
        api.MapGet("statistics", GetAsync).RequirePermission(view);
        api.MapGet("statistics.list", ListAsync).RequirePermission(view);
    }

    private static async Task<IResult> GetAsync(Parameters parameters, StatisticsCount count, CancellationToken cancellationToken)
    {
        var counts = await count.GetAsync(parameters.Bool("refresh") is true, cancellationToken);
        counts["success"] = true;
        return Results.Ok(counts);
    }

    private static async Task<IResult> ListAsync(Parameters parameters, StatisticsStore store, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, options);
        var all = await store.ListAsync(cancellationToken);
        var page = paging.Page(all, Field);
        return Results.Ok(new { statistics = page, count = page.Count, offset = paging.Offset, total = all.Count, success = true });
    }

    // Dates are texts of one form here, so they sort as texts.
    private static IComparable? Field(JsonObject counts, string field) => counts[field] is not JsonValue value
        ? null
        : value.TryGetValue<long>(out var number) ? number : value.TryGetValue<string>(out var text) ? text : null;
}
