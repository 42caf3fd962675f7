using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Functions.History;

/// <summary>
/// What never changes of an outgoing call in history (<c>rocket-chat-behaviour.md</c> 1.10): the event as it was, so that a retry or a replay next month
/// sends the same. What changes is <see cref="DeliveryState"/>; both are answered as one record.
/// </summary>
internal sealed record DeliveryEntry
{
    /// <summary>The entry's id, derived from the event's: dispatching an event twice makes one entry.</summary>
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    /// <summary>The type of the integration.</summary>
    public required string Type { get; init; }

    public required HistoryIntegration Integration { get; init; }

    /// <summary>The integration's event, also where an edit triggered a <c>sendMessage</c> integration.</summary>
    public required string Event { get; init; }

    /// <summary>The address that the integration had; its script may call another.</summary>
    public required string Url { get; init; }

    /// <summary>The value of <c>webhook-id</c>: the same for every attempt and replay of this event, so that a receiver can tell them.</summary>
    public required string WebhookId { get; init; }

    public string? TriggerWord { get; init; }

    /// <summary>The payload without the integration's token, which is added at each call.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The entry that this one repeats; null for the first.</summary>
    public string? ReplayOf { get; init; }

    [JsonPropertyName("_createdAt")]
    public DateTimeOffset CreatedAt { get; init; }
}
