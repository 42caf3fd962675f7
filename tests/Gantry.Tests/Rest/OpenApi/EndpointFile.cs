using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gantry.Tests.Rest.OpenApi;

/// <summary><c>functions/Rest/OpenApi/endpoints.json</c>: what was read off the source, three short lines an endpoint, so that a change shows in a diff.</summary>
internal static class EndpointFile
{
    /// <summary>Set to 1, the tests write the file instead of comparing it.</summary>
    public const string Update = "GANTRY_UPDATE_ENDPOINTS";

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Path { get; } = Repository.PathOf("functions", "Rest", "OpenApi", "endpoints.json");

    /// <summary>The file's text for some routes; a route that is mapped twice, for either host, is one endpoint.</summary>
    public static string Write(IEnumerable<MappedRoute> routes)
    {
        var text = new StringBuilder("{\n");
        var endpoints = routes.GroupBy(route => $"{route.Method} {route.Pattern}", StringComparer.Ordinal).OrderBy(group => group.Key.Split(' ')[1], StringComparer.Ordinal).ThenBy(group => group.Key, StringComparer.Ordinal);
        text.AppendJoin(",\n", endpoints.Select(group => $"\"{group.Key}\": {{\n{Facts([.. group])}\n}}"));
        return text.Append("\n}\n").ToString();
    }

    private static string Facts(IReadOnlyList<MappedRoute> routes)
    {
        var (reads, refusals) = (routes.SelectMany(route => route.Findings.Reads), routes.SelectMany(route => route.Findings.Refusals));
        var parameters = reads.GroupBy(read => read.Path, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, TypeOf, StringComparer.Ordinal);
        var errors = refusals.GroupBy(refusal => refusal.Status).OrderBy(group => group.Key)
            .ToDictionary(group => $"{group.Key}", group => group.Select(refusal => refusal.ErrorType).Distinct().Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var summary = routes.Select(route => route.Summary).FirstOrDefault(text => text is not null);
        return string.Join(",\n", [.. summary is null ? [] : new[] { Line("summary", summary) }, Line("parameters", parameters), Line("errors", errors)]);
    }

    private static string Line<T>(string name, T value) => $"  \"{name}\": {JsonSerializer.Serialize(value, Options)}";

    // Code often asks first whether a parameter is there at all.
    private static string TypeOf(IEnumerable<Read> reads) =>
        reads.Select(read => read.Type).OrderBy(type => type == "any").ThenBy(type => type, StringComparer.Ordinal).First() + (reads.Any(read => read.IsRequired) ? "!" : "");
}
