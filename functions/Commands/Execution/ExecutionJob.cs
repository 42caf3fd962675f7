using System.Text.Json;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Commands.Execution;

/// <summary>A run of a command that has to come to its end: everything else is in the history entry.</summary>
/// <param name="Command">The command.</param>
/// <param name="Entry">The history entry.</param>
/// <param name="ResponseUrl">The address for later answers. It is a secret that tables hold only the hash of; this message has it for as long as a call may have to be made again.</param>
internal sealed record ExecutionJob(string Command, string Entry, string ResponseUrl)
{
    private const int Version = 1;

    /// <summary>The message on the queue. The Functions host copies a message's top-level properties over its own metadata, so the job is wrapped.</summary>
    public string ToMessage() => JsonSerializer.Serialize(new Envelope(Version, this), RestJson.Options);

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static ExecutionJob Parse(string message) =>
        JsonSerializer.Deserialize<Envelope>(message, RestJson.Options) is { V: Version, Job: { Command: not null, Entry: not null, ResponseUrl: not null } job }
            ? job
            : throw new JsonException("Not an execution job of this version.");

    private sealed record Envelope(int V, ExecutionJob Job);
}
