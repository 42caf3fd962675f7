using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing;

/// <summary><c>integrations.recover</c>: brings back the deliveries that failed, were cancelled or poisoned since a time (design 6).</summary>
internal static class OutgoingEndpoints
{
    private static readonly ParallelOptions SomeAtATime = new() { MaxDegreeOfParallelism = 32 };

    /// <summary>Maps the route.</summary>
    public static void MapOutgoing(this RouteGroupBuilder api) => api.MapPost("integrations.recover", RecoverAsync).RequirePermission(IntegrationAccess.Any);

    // Each that is brought back leaves the filter, so a caller repeats until nothing remains.
    private static async Task<IResult> RecoverAsync(
        Caller caller, Parameters parameters, IntegrationStore integrations, HistoryStore history, DeliveryStore deliveries, DeliveryQueue queue, IOptions<OutgoingOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var integration = await IntegrationEndpoints.FindAsync(caller, parameters, integrations, cancellationToken);
        if (integration.Type != Integration.Outgoing) throw ApiException.Invalid("error-invalid-integration", "Invalid integration: its type must be outgoing", new { integrationId = integration.Id });
        if (!integration.Enabled) throw ApiException.Invalid("error-integration-disabled", "The integration is disabled", new { integrationId = integration.Id });
        var filter = HistoryFilter.From(parameters);
        if (filter.Since is null) throw ApiException.MissingKey("since");
        if (filter.States.Except(DeliveryState.Recoverable, StringComparer.Ordinal).Any())
            throw ApiException.Invalid("error-invalid-state", $"Invalid state; {string.Join(", ", DeliveryState.Recoverable)} can be recovered");
        if (filter.States.Count == 0) filter = filter with { States = DeliveryState.Recoverable };

        var ids = await history.ListIdsAsync(integration.Id, filter, options.Value.MaxRecovered + 1, cancellationToken);
        var recovered = 0;
        await Parallel.ForEachAsync(ids.Take(options.Value.MaxRecovered), SomeAtATime, async (id, _) =>
        {
            if (await deliveries.ReadAsync(integration.Id, id, cancellationToken) is not { } read || !DeliveryState.Recoverable.Contains(read.State.State, StringComparer.Ordinal)) return;
            var again = read.State.Recover(time.GetUtcNow());
            var job = new DeliveryJob(integration.Id, id, again.Attempt);
            if (await queue.SendWithAsync(job, async () => await deliveries.TryMoveAsync(read, again, cancellationToken) is not null, cancellationToken)) Interlocked.Increment(ref recovered);
        });
        return Results.Ok(new { recovered, remaining = ids.Count > options.Value.MaxRecovered, success = true });
    }
}
