using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gantry.Functions.Identity;
using Gantry.Functions.RateLimiting;
using Microsoft.AspNetCore.Authorization;

namespace Gantry.Functions.Rest.OpenApi;

/// <summary>An operation of the document: an endpoint by one of its methods.</summary>
internal static partial class OpenApiOperation
{
    private const string Json = "application/json";
    private const string UrlEncoded = "application/x-www-form-urlencoded";
    private const string FormData = "multipart/form-data";

    /// <summary>Describes it.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The address, as the document has it.</param>
    /// <param name="endpoint">The endpoint with what its route declares.</param>
    /// <param name="facts">What its code reads and refuses.</param>
    public static JsonObject Of(string method, string path, Endpoint endpoint, EndpointFacts facts)
    {
        var isAnonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<IAuthorizeData>() is null;
        var operation = new JsonObject { ["operationId"] = $"{method.ToLowerInvariant()}{path.Replace('{', '-').Replace("}", "", StringComparison.Ordinal).Replace('/', '_')}", ["tags"] = new JsonArray(Tag(path)) };
        if (facts.Summary is { } summary) operation["summary"] = summary;
        var permissions = endpoint.Metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<RequiredPermission>().SelectMany(required => required.AnyOf).Distinct().ToList();
        if (permissions.Count > 0) operation["description"] = $"Needs the permission {string.Join(" or ", permissions)}.";
        if (isAnonymous) operation["security"] = new JsonArray();

        var hasBody = method is "POST" or "PUT" or "DELETE" or "PATCH";
        operation["parameters"] = new JsonArray([.. PathParameters(path), .. hasBody ? [] : QueryParameters(facts)]);
        var file = endpoint.Metadata.GetMetadata<FormFile>();
        if (hasBody && (facts.Parameters.Count > 0 || file is not null)) operation["requestBody"] = Body(path, facts, file);
        operation["responses"] = Responses(path, endpoint, facts, isAnonymous, permissions.Count > 0, hasBody);
        return operation;
    }

    private static string Tag(string path) => path.StartsWith("/api/v1/", StringComparison.Ordinal) ? path[8..].Split('.', '/')[0] : path.Split('/')[1];

    private static IEnumerable<JsonObject> PathParameters(string path) => Hole().Matches(path)
        .Select(hole => new JsonObject { ["name"] = hole.Groups[1].Value, ["in"] = "path", ["required"] = true, ["schema"] = OpenApiSchema.Of("string") });

    private static IEnumerable<JsonObject> QueryParameters(EndpointFacts facts) => facts.Parameters.Where(parameter => !parameter.Key.Contains('.', StringComparison.Ordinal))
        .Select(parameter => new JsonObject { ["name"] = parameter.Key, ["in"] = "query", ["required"] = OpenApiSchema.IsRequired(parameter.Value), ["schema"] = OpenApiSchema.Of(parameter.Value) });

    private static JsonObject Body(string path, EndpointFacts facts, FormFile? file)
    {
        var content = new JsonObject();
        var isOAuth = path.StartsWith("/oauth/", StringComparison.Ordinal);
        if (facts.Parameters.Count > 0 && !isOAuth) content[Json] = new JsonObject { ["schema"] = OpenApiSchema.OfObject(facts.Parameters) };
        if (file is null) content[UrlEncoded] = new JsonObject { ["schema"] = OpenApiSchema.OfObject(facts.Parameters) };
        else
        {
            var schema = OpenApiSchema.OfObject(facts.Parameters);
            if (schema["properties"] is not JsonObject properties) schema["properties"] = properties = [];
            properties[file.Field] = new JsonObject { ["type"] = "string", ["contentMediaType"] = "application/octet-stream" };
            content[FormData] = new JsonObject { ["schema"] = schema };
        }

        return new JsonObject { ["content"] = content };
    }

    private static JsonObject Responses(string path, Endpoint endpoint, EndpointFacts facts, bool isAnonymous, bool needsPermission, bool hasBody)
    {
        var errors = facts.Errors.ToDictionary(error => error.Key, error => error.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        void Add(string status, string errorType)
        {
            if (!errors.TryGetValue(status, out var codes)) errors[status] = codes = new(StringComparer.Ordinal);
            codes.Add(errorType);
        }

        var isOAuth = path.StartsWith("/oauth/", StringComparison.Ordinal);
        if (facts.Parameters.Count > 0 && !isOAuth) Add("400", "invalid-params");
        if (hasBody && !isOAuth)
        {
            Add("400", "error-invalid-json");
            Add("413", "error-request-too-large");
        }

        if (!isAnonymous) Add("401", "error-user-not-authenticated");
        if (needsPermission) Add("403", "error-user-not-authorized");
        if (endpoint.Metadata.GetMetadata<RateLimitMetadata>() is not null) Add("429", "error-too-many-requests");
        if (!isOAuth) Add("503", "error-service-unavailable");

        var responses = new JsonObject { ["200"] = new JsonObject { ["description"] = "Done." } };
        foreach (var (status, codes) in errors.OrderBy(error => error.Key, StringComparer.Ordinal)) responses[status] = Refusal(codes, isOAuth);
        return responses;
    }

    private static JsonObject Refusal(IEnumerable<string> codes, bool isOAuth)
    {
        var field = isOAuth ? "error" : "errorType";
        var sorted = codes.Order(StringComparer.Ordinal).ToList();
        var enumeration = new JsonObject { [field] = new JsonObject { ["enum"] = new JsonArray([.. sorted.Select(code => JsonValue.Create(code))]) } };
        var schema = new JsonObject
        {
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/" + (isOAuth ? "OAuthError" : "Error") }, new JsonObject { ["properties"] = enumeration }),
        };
        return new JsonObject { ["description"] = string.Join(", ", sorted), ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = schema } } };
    }

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
