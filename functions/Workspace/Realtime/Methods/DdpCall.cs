using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Realtime.Ddp;

namespace Gantry.Functions.Workspace.Realtime.Methods;

/// <summary>A call of a method.</summary>
/// <param name="Session">The connection.</param>
/// <param name="Method">The method.</param>
/// <param name="Params">An array, or undefined.</param>
internal sealed record DdpCall(DdpSession Session, string Method, JsonElement Params)
{
    private readonly Caller? _caller;

    /// <summary>Who calls.</summary>
    /// <exception cref="ApiException">401: nobody is logged in.</exception>
    public Caller Caller
    {
        get => _caller ?? throw ApiException.Unauthorized();
        init => _caller = value;
    }

    /// <summary>A parameter; undefined if there is none.</summary>
    public JsonElement this[int index] => Params.ValueKind == JsonValueKind.Array && index < Params.GetArrayLength() ? Params[index] : default;

    /// <summary>A text.</summary>
    /// <exception cref="ApiException">400: it is none.</exception>
    public string Text(int index) => this[index] is { ValueKind: JsonValueKind.String } element && element.GetString() is { Length: > 0 } text ? text : throw Expected(index, "a string");

    /// <summary>A text, or null.</summary>
    public string? TextOrNull(int index) => this[index] is { ValueKind: JsonValueKind.String } element ? element.GetString() : null;

    /// <summary>A record.</summary>
    /// <exception cref="ApiException">400: it is none.</exception>
    public Parameters Record(int index) => this[index] is { ValueKind: JsonValueKind.Object } element ? Parameters.Of(element) : throw Expected(index, "an object");

    /// <summary>A whole number, or null.</summary>
    public int? Number(int index) => this[index] is { ValueKind: JsonValueKind.Number } element && element.TryGetInt32(out var number) ? number : null;

    /// <summary>A date, or null.</summary>
    public DateTimeOffset? Date(int index) => Ejson.ReadDate(this[index]);

    /// <summary>The parameters that an endpoint of the REST API takes.</summary>
    public static Parameters Rest(object parameters) => Parameters.Of(JsonSerializer.SerializeToElement(parameters, RestJson.Options));

    private static ApiException Expected(int index, string what) => new(400, "invalid-params", $"Match error: Expected {what} in params[{index}]");
}
