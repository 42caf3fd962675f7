using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.History;
using Gantry.Functions.Integrations;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Outgoing;

/// <summary>Calls again with a stored event: a new entry, the same <c>webhook-id</c>, so a receiver that has it already can tell.</summary>
internal sealed class OutgoingReplay(DeliveryStore deliveries, DeliveryQueue queue, OutgoingScript scripts, HistoryStore history, TimeProvider time) : IReplay
{
    public string Type => Integration.Outgoing;

    public async Task<JsonObject> ReplayAsync(Integration integration, JsonObject entry, Parameters parameters, CancellationToken cancellationToken)
    {
        var first = entry.Deserialize<DeliveryEntry>(RestJson.Options)!;
        if (parameters.Bool("dry") is true) return await TryAsync(integration, first, parameters.FirstString("script"), cancellationToken);
        if (!integration.Enabled) throw ApiException.Invalid("error-integration-disabled", "The integration is disabled", new { integrationId = integration.Id });
        var again = first with { Id = history.NewId(), ReplayOf = first.Id, CreatedAt = time.GetUtcNow() };
        await queue.SendWithAsync(
            new DeliveryJob(integration.Id, again.Id, 1), async () => await deliveries.CreateAsync(again, new DeliveryState { UpdatedAt = again.CreatedAt }, cancellationToken) is not null, cancellationToken);
        return new JsonObject { ["historyId"] = again.Id };
    }

    // What would be sent: nothing is called, posted or kept.
    private async Task<JsonObject> TryAsync(Integration integration, DeliveryEntry entry, string? script, CancellationToken cancellationToken)
    {
        if (script is not null) integration = integration with { ScriptEnabled = true, Script = script, UpdatedAt = time.GetUtcNow() };
        var prepared = await scripts.PrepareAsync(integration, DeliveryRun.ToRequest(entry, integration), cancellationToken);
        return new JsonObject
        {
            ["dry"] = true,
            ["decision"] = JsonNamingPolicy.CamelCase.ConvertName(prepared.Decision.ToString()),
            ["request"] = RestJson.ToNode(prepared.Request),
            ["message"] = RestJson.ToNode(prepared.Message),
            ["error"] = prepared.Error,
            ["script"] = RestJson.ToNode(ScriptHistory.Of(prepared.Run)),
            ["success"] = prepared.Decision != PrepareDecision.Failed,
        };
    }
}
