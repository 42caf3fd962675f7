using System.Text.Json;
using System.Text.RegularExpressions;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Hosting.Timers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Hosting;

/// <summary>The <c>function.json</c> files say the same as the code, and no public route reaches what only the host may call.</summary>
public sealed partial class TriggersTests
{
    private static readonly Dictionary<string, JsonElement> Functions = Directory.EnumerateFiles(Repository.PathOf("functions", "Triggers"), "function.json", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileName(Path.GetDirectoryName(file)!), file => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)));

    private static readonly JsonElement HostJson = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Repository.PathOf("host.json")));

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_function_has_one_trigger_and_an_HTTP_one_its_output_and_nothing_else(string name)
    {
        var trigger = Trigger(name);
        var others = Bindings(name).Where(binding => Kind(binding) != Kind(trigger)).ToList();
        Assert.Equal("in", trigger.GetProperty("direction").GetString());
        if (Kind(trigger) != "httpTrigger")
        {
            Assert.Empty(others);
            return;
        }

        // Only a function with exactly these two is forwarded as HTTP.
        Assert.Equal("http", Kind(Assert.Single(others)));
        Assert.Equal("anonymous", trigger.GetProperty("authLevel").GetString());
        Assert.NotEmpty(trigger.GetProperty("methods").EnumerateArray());
        Assert.Matches(PublicRoute(), trigger.GetProperty("route").GetString());
    }

    [Fact]
    public async Task Queue_functions_are_the_same_in_code_and_in_their_folders()
    {
        var server = await GantryServer.SharedAsync();
        var inCode = server.Services.GetServices<QueueFunction>().Select(function => (function.Name, function.Queue));
        var inFolders = Functions.Keys.Where(name => Kind(Trigger(name)) == "queueTrigger").Select(name => (name, Trigger(name).GetProperty("queueName").GetString()!));
        Assert.Equal(inFolders.Order(), inCode.Order());
        Assert.All(Functions.Keys.Where(name => Kind(Trigger(name)) == "queueTrigger"), name => Assert.Equal("AzureWebJobsStorage", Trigger(name).GetProperty("connection").GetString()));
    }

    [Fact]
    public async Task Each_queue_has_a_function_for_what_became_poison()
    {
        var server = await GantryServer.SharedAsync();
        var queues = server.Services.GetServices<QueueFunction>().Select(function => function.Queue).ToHashSet();
        Assert.All(queues.Where(queue => !queue.EndsWith("-poison", StringComparison.Ordinal)), queue => Assert.Contains(queue + "-poison", queues));
    }

    [Fact]
    public async Task Timer_functions_are_the_same_in_code_and_in_their_folders()
    {
        var server = await GantryServer.SharedAsync();
        var schedules = new Dictionary<string, TimeSpan> { ["0 0 * * * *"] = TimeSpan.FromHours(1) };
        var inCode = server.Services.GetServices<TimerFunction>().Select(function => (function.Name, function.Every));
        var inFolders = Functions.Keys.Where(name => Kind(Trigger(name)) == "timerTrigger").Select(name => (name, schedules[Trigger(name).GetProperty("schedule").GetString()!]));
        Assert.Equal(inFolders.Order(), inCode.Order());
    }

    [Fact]
    public async Task Each_route_of_the_application_is_reached_through_a_function_with_its_methods()
    {
        var server = await GantryServer.SharedAsync();
        foreach (var endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var route = endpoint.RoutePattern.RawText!.TrimStart('/');
            var covering = Routes().SingleOrDefault(candidate => Covers(candidate.Route, route));
            Assert.True(covering.Name is not null, $"No httpTrigger covers /{route}.");
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            var missing = methods.Except(covering.Methods, StringComparer.OrdinalIgnoreCase).ToList();
            Assert.True(missing.Count == 0, $"The function {covering.Name} does not let {string.Join(", ", missing)} /{route} through.");
        }
    }

    [Fact]
    public void No_public_route_covers_a_queue_or_timer_functions_name()
    {
        foreach (var name in Functions.Keys.Where(name => Kind(Trigger(name)) != "httpTrigger"))
            Assert.All(Routes(), route => Assert.False(Covers(route.Route, name), $"{route.Name} ({route.Route}) covers /{name}."));
    }

    [Theory]
    [InlineData("purge")]
    [InlineData("purgepoison")]
    [InlineData("retain")]
    [InlineData("sweepuploads")]
    public async Task A_standalone_host_has_no_invocations(string name)
    {
        var server = await GantryServer.SharedAsync();
        using var answer = await server.Http.PostAsync("/" + name, new StringContent("{}"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void The_output_is_an_app_root_with_its_functions_flat_beside_host_json_and_the_program()
    {
        Assert.Equal("", HostJson.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.True(File.Exists(Path.Combine(Repository.Output, "host.json")));
        Assert.All(Functions.Keys, name => Assert.True(File.Exists(Path.Combine(Repository.Output, name, "function.json")), name));
        var program = HostJson.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString()!;
        Assert.True(File.Exists(Path.Combine(Repository.Output, OperatingSystem.IsWindows() ? program + ".exe" : program)), program);
    }

    [Fact]
    public void Requests_are_forwarded_in_both_spellings_and_an_invocation_ends_after_five_minutes()
    {
        var handler = HostJson.GetProperty("customHandler");
        Assert.True(handler.GetProperty("enableForwardingHttpRequest").GetBoolean());
        Assert.True(handler.GetProperty("enableProxyingHttpRequest").GetBoolean());
        Assert.Equal("00:05:00", HostJson.GetProperty("functionTimeout").GetString());
    }

    private static IEnumerable<(string Name, string Route, string[] Methods)> Routes() =>
        from name in Functions.Keys
        let trigger = Trigger(name)
        where Kind(trigger) == "httpTrigger"
        select (name, trigger.GetProperty("route").GetString()!, trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!).ToArray());

    private static bool Covers(string route, string path) => route.EndsWith("{*path}", StringComparison.Ordinal)
        ? path.StartsWith(route[..^"{*path}".Length], StringComparison.OrdinalIgnoreCase)
        : string.Equals(route, path, StringComparison.OrdinalIgnoreCase);

    private static JsonElement[] Bindings(string name) => [.. Functions[name].GetProperty("bindings").EnumerateArray()];

    private static JsonElement Trigger(string name) => Bindings(name).Single(binding => Kind(binding).EndsWith("Trigger", StringComparison.Ordinal));

    private static string Kind(JsonElement binding) => binding.GetProperty("type").GetString()!;

    // A literal segment first: no catch-all at the root, nothing that is the host's own.
    [GeneratedRegex(@"^(?!admin|runtime)[a-z.][a-z0-9.-]*(/[a-z0-9.-]+)*(/\{\*path\})?$", RegexOptions.None, 1000)]
    private static partial Regex PublicRoute();
}
