using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Rest;

namespace Gantry.Functions.History;

/// <summary>An outgoing call as it was read, with what is needed to change it.</summary>
/// <param name="Entry">What never changes.</param>
/// <param name="State">How far it has come.</param>
/// <param name="ETag">The version of the row.</param>
/// <param name="Blob">The blob that the entry spilled to; null for none.</param>
internal sealed record StoredDelivery(DeliveryEntry Entry, DeliveryState State, ETag ETag, string? Blob = null);

/// <summary>
/// The properties of an outgoing call's row: the entry in <c>Json</c> (or a blob), the state in <c>Progress</c>, which alone changes, and <c>State</c> with
/// the state's name, so that the service can filter by it.
/// </summary>
internal static class DeliveryRow
{
    /// <summary>The property that names the state; entries of incoming hooks have it too.</summary>
    public const string StateProperty = "State";

    /// <summary>The property that holds <see cref="DeliveryState"/>.</summary>
    public const string ProgressProperty = "Progress";

    // A property holds 32 Ki characters.
    private const int MaxCharacters = 30_000;
    private const int OldResponseCharacters = 200;
    private const int MaxConsoleLines = 20;

    /// <summary>The properties of a state.</summary>
    public static void Write(TableEntity row, DeliveryState state)
    {
        row[StateProperty] = state.State;
        row[ProgressProperty] = Serialize(state);
    }

    /// <summary>The state in a row; null for an entry of an incoming hook.</summary>
    public static DeliveryState? Read(TableEntity row) =>
        row.GetString(ProgressProperty) is { } json ? JsonSerializer.Deserialize<DeliveryState>(json, RestJson.Options) : null;

    // What does not fit goes in the order of its worth: old answers, console lines, the script's result, then the oldest attempts.
    private static string Serialize(DeliveryState state)
    {
        var json = JsonSerializer.Serialize(state, RestJson.Options);
        if (json.Length <= MaxCharacters) return json;
        state = state with
        {
            Attempts = [.. state.Attempts.Select((attempt, index) => index < state.Attempts.Count - 1 ? attempt with { Response = Cut(attempt.Response) } : attempt)],
            Script = state.Script is { } script ? script with { Result = null, Console = [.. script.Console.TakeLast(MaxConsoleLines).Select(line => line with { Message = Cut(line.Message)! })] } : null,
        };
        while ((json = JsonSerializer.Serialize(state, RestJson.Options)).Length > MaxCharacters && state.Attempts.Count > 1) state = state with { Attempts = [.. state.Attempts.Skip(1)] };
        return json.Length <= MaxCharacters
            ? json
            : JsonSerializer.Serialize(state with { Script = null, Error = Cut(state.Error), Attempts = [.. state.Attempts.Select(attempt => attempt with { Url = Cut(attempt.Url), Error = Cut(attempt.Error), Response = Cut(attempt.Response) })] }, RestJson.Options);
    }

    private static string? Cut(string? text) => text?.Length > OldResponseCharacters ? text[..OldResponseCharacters] : text;
}
