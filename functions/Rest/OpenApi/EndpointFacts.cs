using System.Text.Json;

namespace Gantry.Functions.Rest.OpenApi;

/// <summary>
/// What the code of an endpoint reads and refuses. It lies in <c>endpoints.json</c>, which a test reads off the source and compares, so that the program
/// need not look at its own code when it starts.
/// </summary>
internal sealed record EndpointFacts
{
    private const string Resource = "rest/endpoints.json";

    /// <summary>What it does, in a sentence.</summary>
    public string? Summary { get; init; }

    /// <summary>The type of each parameter by its name; <c>a.b</c> lies in the object <c>a</c>, <c>a[].b</c> in each of its items; <c>!</c> ends the type of one that has to be there.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The codes of its own refusals by their status.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>All endpoints by method and path, such as <c>GET /api/v1/me</c>.</summary>
    public static IReadOnlyDictionary<string, EndpointFacts> Load()
    {
        using var stream = typeof(EndpointFacts).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, EndpointFacts>>(stream, RestJson.Options)!;
    }
}
