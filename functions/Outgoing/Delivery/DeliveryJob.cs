using System.Text.Json;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>An attempt that is due: everything else is in the history entry.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Entry">The history entry.</param>
/// <param name="Attempt">The attempt's number, from 1.</param>
internal sealed record DeliveryJob(string Integration, string Entry, int Attempt)
{
    private const int Version = 1;

    /// <summary>The message on the queue. The Functions host copies a message's top-level properties over its own metadata, so the job is wrapped.</summary>
    public string ToMessage() => JsonSerializer.Serialize(new Envelope(Version, this), RestJson.Options);

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static DeliveryJob Parse(string message) =>
        JsonSerializer.Deserialize<Envelope>(message, RestJson.Options) is { V: Version, Job: { Integration: not null, Entry: not null } job } ? job : throw new JsonException("Not a delivery job of this version.");

    private sealed record Envelope(int V, DeliveryJob Job);
}
