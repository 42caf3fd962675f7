using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Rest;

/// <summary>Keeps the table of the seeds' endpoints beside these tests true: each is routed, its tests exist, and the clients that it names call it.</summary>
public sealed partial class SeedTableTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Repository.PathOf("tests", "Gantry.Tests", "Rest", "README.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public async Task Each_endpoint_of_the_seeds_is_routed()
    {
        Assert.True(Rows.Length > 45, "The table was not found.");
        var routed = (await GantryServer.SharedAsync()).Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}") ?? []).ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows, row => Assert.Contains(row[0].Trim('`'), routed));
    }

    [Fact]
    public void Each_endpoint_names_tests_that_exist()
    {
        var tests = (from type in Assembly.GetExecutingAssembly().GetTypes() from method in type.GetMethods() where method.GetCustomAttributes<FactAttribute>().Any() select $"{type.Name}.{method.Name}").ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows, row =>
        {
            var named = TestName().Matches(row[2]).Select(match => match.Groups[1].Value).ToList();
            Assert.True(named.Count > 0 && named.All(tests.Contains), $"{row[0]}: {string.Join(", ", named.Where(name => !tests.Contains(name)))}");
        });
    }

    [Fact]
    public void Each_named_client_calls_the_endpoint() => Assert.All(Rows, row =>
    {
        var call = row[0].Trim('`').Split('/')[^1];
        foreach (var client in ClientFile().Matches(row[3]).Select(match => match.Groups[1].Value))
        {
            var program = File.ReadAllText(Repository.PathOf("tests", "clients", client));

            // What has no name of its own is called through an address that the test hands over.
            Assert.True(!row[0].Contains("/api/v1/", StringComparison.Ordinal) || program.Contains(call, StringComparison.Ordinal), $"{row[0]}: {client}");
        }
    });

    [GeneratedRegex(@"`(\w+Tests\.\w+)`", RegexOptions.None, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"`([\w/.-]+\.(?:mjs|cjs|ts|py))`", RegexOptions.None, 1000)]
    private static partial Regex ClientFile();
}
