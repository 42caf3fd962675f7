using System.Text.Json;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Purge;

/// <summary>A removed record whose rows, which nobody can reach any more, have to go.</summary>
/// <param name="Kind">The kind of the record (<see cref="IPurgeSubject.Kind"/>).</param>
/// <param name="Id">Its id.</param>
internal sealed record PurgeJob(string Kind, string Id)
{
    private const int Version = 1;

    /// <summary>The message on the queue. The Functions host copies a message's top-level properties over its own metadata, so the job is wrapped.</summary>
    public string ToMessage() => JsonSerializer.Serialize(new Envelope(Version, this), RestJson.Options);

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static PurgeJob Parse(string message) => JsonSerializer.Deserialize<Envelope>(message, RestJson.Options) is { V: Version, Job: { Kind: not null, Id: not null } job }
        ? job
        : throw new JsonException("Not a purge job of this version.");

    private sealed record Envelope(int V, PurgeJob Job);
}
