using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;

namespace Gantry.Functions.History;

/// <summary><c>integrations.replay</c>, <c>integrations.replayOutgoing</c> and <c>integrations.clearHistory</c> (<c>rocket-chat-behaviour.md</c> 1.11).</summary>
internal static class ReplayEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapReplay(this RouteGroupBuilder api)
    {
        api.MapPost("integrations.replay", ReplayAsync).RequirePermission(IntegrationAccess.Any);
        api.MapPost("integrations.replayOutgoing", ReplayOutgoingAsync).RequirePermission(IntegrationAccess.Any);
        api.MapPost("integrations.clearHistory", ClearAsync).RequirePermission(IntegrationAccess.Any);
    }

    private static async Task<IResult> ReplayAsync(
        Caller caller, Parameters parameters, IntegrationStore integrations, HistoryStore history, IEnumerable<IReplay> replays, CancellationToken cancellationToken)
    {
        if (parameters.Has("script") && parameters.Bool("dry") is not true) throw ApiException.Invalid("error-invalid-params", "A script can only be tried with 'dry'");
        var integration = await IntegrationEndpoints.FindAsync(caller, parameters, integrations, cancellationToken);
        var id = parameters.RequiredString("historyId");
        var entry = await history.FindAsync(integration.Id, id, cancellationToken)
            ?? throw ApiException.NotFound("error-invalid-integration-history", "Invalid Integration History", new { method = "replayOutgoingIntegration", historyId = id });
        var answer = await replays.Single(replay => replay.Type == integration.Type).ReplayAsync(integration, entry, parameters, cancellationToken);
        answer["success"] ??= JsonValue.Create(true);
        return Results.Ok(answer);
    }

    private static async Task<IResult> ReplayOutgoingAsync(
        Caller caller, Parameters parameters, IntegrationStore integrations, HistoryStore history, IEnumerable<IReplay> replays, CancellationToken cancellationToken)
    {
        var integration = await IntegrationEndpoints.FindAsync(caller, parameters, integrations, cancellationToken);
        return integration.Type == Integration.Outgoing
            ? await ReplayAsync(caller, parameters, integrations, history, replays, cancellationToken)
            : throw ApiException.Invalid("error-invalid-integration", "Invalid integration: its type must be outgoing", new { integrationId = integration.Id });
    }

    private static async Task<IResult> ClearAsync(Caller caller, Parameters parameters, IntegrationStore integrations, HistoryDeletion deletion, TimeProvider time, CancellationToken cancellationToken)
    {
        var integration = await IntegrationEndpoints.FindAsync(caller, parameters, integrations, cancellationToken);
        return Results.Ok(new { removed = await deletion.DeleteBeforeAsync(integration.Id, time.GetUtcNow(), cancellationToken), success = true });
    }
}
