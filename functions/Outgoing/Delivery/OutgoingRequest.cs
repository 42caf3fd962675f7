using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>A call that is to be made (<c>rocket-chat-behaviour.md</c> 3.3, 3.4).</summary>
internal sealed record OutgoingRequest
{
    /// <summary>The method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The address, absolute, http or https.</summary>
    public required string Url { get; init; }

    /// <summary>Headers over those that every call has.</summary>
    public OutgoingHeaders Headers { get; init; } = OutgoingHeaders.None;

    /// <summary>Query parameters, put behind those that the address has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Params { get; init; } = [];

    /// <summary>The body: a text is sent as it is, anything else as JSON; null for none. GET and HEAD have none.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>Basic credentials, <c>user:password</c>; null for none.</summary>
    public string? Auth { get; init; }

    /// <summary>How long the call may take, where that is less than <see cref="OutgoingOptions.Timeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What the script returned, for its second method, with fields of its own; null if no script made the request.</summary>
    [JsonIgnore]
    public JsonElement? Returned { get; init; }
}
