using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;

namespace Gantry.Functions.Rest.OpenApi;

/// <summary>The OpenAPI document of all routes (OpenAPI 3.1.0), made when it is first asked for: a start costs nothing.</summary>
internal sealed class OpenApiDocument(EndpointDataSource routes)
{
    private readonly Lazy<byte[]> _json = new(() => JsonSerializer.SerializeToUtf8Bytes(Build(routes.Endpoints), RestJson.Options));

    /// <summary>Answers it.</summary>
    public IResult Get() => Results.Bytes(_json.Value, "application/json; charset=utf-8");

    private static JsonObject Build(IReadOnlyList<Endpoint> endpoints)
    {
        var facts = EndpointFacts.Load();
        var paths = new JsonObject();
        foreach (var route in endpoints.OfType<RouteEndpoint>().OrderBy(route => route.RoutePattern.RawText, StringComparer.Ordinal))
        {
            foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            {
                // What the host alone may call, and what tells that nothing is there, is no part of the API.
                if (!facts.TryGetValue($"{method} {route.RoutePattern.RawText}", out var known)) continue;
                foreach (var path in Paths(route.RoutePattern.RawText!))
                {
                    if (paths[path] is not JsonObject operations) paths[path] = operations = [];
                    operations[method.ToLowerInvariant()] = OpenApiOperation.Of(method, path, route, known);
                }
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Gantry", ["version"] = HealthEndpoint.Version, ["description"] = "The integration server's HTTP API, as Rocket.Chat speaks it." },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["authToken"] = new JsonArray(), ["userId"] = new JsonArray() }, new JsonObject { ["bearer"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["securitySchemes"] = SecuritySchemes(), ["schemas"] = Schemas() },
        };
    }

    // OpenAPI has no optional segments: such a route is two paths.
    private static string[] Paths(string pattern) =>
        pattern.EndsWith("?}", StringComparison.Ordinal) ? [pattern[..pattern.LastIndexOf("/{", StringComparison.Ordinal)], pattern[..^2] + "}"] : [pattern];

    private static JsonObject SecuritySchemes() => new()
    {
        ["authToken"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Auth-Token", ["description"] = "The token of a login, or a personal access token." },
        ["userId"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-User-Id", ["description"] = "The id of the user that the token belongs to." },
        ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An access token of the OAuth server." },
    };

    private static JsonObject Schemas() => new()
    {
        ["Error"] = Shape(["success", "error", "errorType"], new()
        {
            ["success"] = new JsonObject { ["const"] = false },
            ["error"] = OpenApiSchema.Of("string"),
            ["errorType"] = OpenApiSchema.Of("string"),
            ["details"] = new JsonObject { ["type"] = "object" },
        }),
        ["OAuthError"] = Shape(["error"], new() { ["error"] = OpenApiSchema.Of("string"), ["error_description"] = OpenApiSchema.Of("string") }),
    };

    private static JsonObject Shape(IEnumerable<string> required, JsonObject properties) =>
        new() { ["type"] = "object", ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]), ["properties"] = properties };
}
