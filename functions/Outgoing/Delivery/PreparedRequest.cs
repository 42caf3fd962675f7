using System.Text.Json;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>Reads what <c>prepare_outgoing_request</c> returned (<c>rocket-chat-behaviour.md</c> 3.4).</summary>
internal static class PreparedRequest
{
    /// <summary>What to do. What the object leaves out is not sent, except the method.</summary>
    /// <param name="request">The request that the script was given.</param>
    /// <param name="returned">What it returned.</param>
    public static PrepareResult Read(OutgoingRequest request, JsonElement returned)
    {
        if (returned.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False) return new PrepareResult(PrepareDecision.Cancel);
        if (returned.ValueKind != JsonValueKind.Object) return new PrepareResult(PrepareDecision.Failed, Error: "The script returned neither a request nor a message.");
        JsonElement? message = Field(returned, "message") is { ValueKind: JsonValueKind.Object } given ? given : null;
        if (Text(returned, "url") is not { } url) return message is null ? new PrepareResult(PrepareDecision.Cancel) : new PrepareResult(PrepareDecision.Message, Message: message);

        var prepared = new OutgoingRequest
        {
            // Rocket.Chat stops without a method, but seed 000's own example returns none: it means the method that the request has.
            Method = Text(returned, "method") ?? request.Method,
            Url = url,
            Headers = new OutgoingHeaders(Texts(Field(returned, "headers"))),
            Params = [.. Texts(Field(returned, "params"))],
            Data = Field(returned, "data"),
            Auth = Text(returned, "auth"),
            Timeout = Field(returned, "timeout") is { ValueKind: JsonValueKind.Number } timeout && timeout.GetDouble() is > 0 and < int.MaxValue and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            Returned = returned,
        };
        return new PrepareResult(message is null ? PrepareDecision.Continue : PrepareDecision.Message, prepared, message);
    }

    private static JsonElement? Field(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement owner, string name) => Field(owner, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    // An array gives its name several times.
    private static IEnumerable<KeyValuePair<string, string>> Texts(JsonElement? values)
    {
        if (values is not { ValueKind: JsonValueKind.Object } given) yield break;
        foreach (var property in given.EnumerateObject())
        {
            IEnumerable<JsonElement> items = property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray() : [property.Value];
            foreach (var item in items.Where(item => item.ValueKind != JsonValueKind.Null)) yield return new(property.Name, item.ToString());
        }
    }
}
