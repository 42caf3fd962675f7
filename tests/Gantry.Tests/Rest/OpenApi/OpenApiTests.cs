using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Rest.OpenApi;

/// <summary>The OpenAPI document says what the code does: no more and no less.</summary>
public sealed class OpenApiTests
{
    private static readonly Lazy<IReadOnlyList<MappedRoute>> Routes = new(ReadRoutes);

    [Fact]
    public void What_endpoints_read_and_refuse_is_what_the_code_says()
    {
        var text = EndpointFile.Write(Routes.Value);
        if (Environment.GetEnvironmentVariable(EndpointFile.Update) == "1") File.WriteAllText(EndpointFile.Path, text);
        Assert.True(File.ReadAllText(EndpointFile.Path) == text, $"{Repository.Relative(EndpointFile.Path)} is not what the code says: run this test with {EndpointFile.Update}=1, look at the difference, and build again.");
    }

    [Fact]
    public async Task Every_route_of_the_running_program_is_in_the_code_that_was_read()
    {
        var server = await GantryServer.SharedAsync();
        var running = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}") ?? []);
        Assert.Equal(running.Distinct().Order(StringComparer.Ordinal), Routes.Value.Select(route => $"{route.Method} {route.Pattern}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_validator_of_others_finds_the_document_valid()
    {
        var server = await GantryServer.SharedAsync();
        var result = await NodeClient.RunAsync("openapi-validator.mjs", new Uri(server.Url, "/api/v1/openapi.json").ToString());
        Assert.True(result.GetProperty("valid").GetBoolean(), result.ToString());
        Assert.Equal("3.1", result.GetProperty("version").GetString());
    }

    [Fact]
    public async Task An_operation_names_its_parameters_its_errors_and_what_it_needs()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        var react = paths.GetProperty("/api/v1/chat.react").GetProperty("post");
        var properties = react.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties");
        Assert.Equal(["emoji", "messageId", "mid", "msgId", "reaction", "roomId", "shouldReact"], properties.EnumerateObject().Select(property => property.Name));
        Assert.Equal("boolean", properties.GetProperty("shouldReact").GetProperty("type").GetString());
        Assert.Contains("error-message-not-found", react.GetProperty("responses").GetProperty("404").GetProperty("description").GetString());

        var search = paths.GetProperty("/api/v1/chat.search").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString());
        Assert.Superset(new HashSet<string?> { "roomId", "searchText", "count", "offset" }, search.ToHashSet());

        var create = paths.GetProperty("/api/v1/integrations.create").GetProperty("post");
        Assert.Contains("manage-outgoing-integrations", create.GetProperty("description").GetString());
        Assert.True(create.GetProperty("responses").TryGetProperty("429", out _));
        var upload = paths.GetProperty("/api/v1/rooms.upload").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema");
        Assert.Superset(new HashSet<string> { "file", "roomId", "description" }, upload.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToHashSet());
    }

    [Fact]
    public async Task Objects_inside_a_body_are_described_as_they_are_read()
    {
        var update = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/users.update").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(["data", "userId"], update.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Order());
        Assert.True(update.GetProperty("properties").GetProperty("data").GetProperty("properties").TryGetProperty("email", out _));
    }

    private static async Task<JsonElement> DocumentAsync() =>
        JsonSerializer.Deserialize<JsonElement>(await (await GantryServer.SharedAsync()).Http.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative)));

    private static List<MappedRoute> ReadRoutes()
    {
        var source = new SourceCode();
        var reader = new Reader(source);
        foreach (var build in source.Compilation.GetTypeByMetadataName("Program")!.GetMembers("Build").OfType<IMethodSymbol>()) reader.Run(build);
        return reader.Routes;
    }
}
