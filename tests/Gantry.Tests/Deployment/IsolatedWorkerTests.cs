using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gantry.Isolated;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Deployment;

/// <summary>
/// The isolated worker's head, whose packages are not there to build it with: its functions are those of the folders, its host.json says the same of
/// queues, and its server, which needs none of the packages, runs requests through the application.
/// </summary>
public sealed partial class IsolatedWorkerTests
{
    private static readonly string Sources = string.Concat(Repository.Sources("functions", "Isolated").Select(File.ReadAllText));

    private static readonly (string Name, JsonElement Trigger)[] Folders =
    [
        .. from file in Directory.EnumerateFiles(Repository.PathOf("functions", "Triggers"), "function.json", SearchOption.AllDirectories)
           let bindings = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)).GetProperty("bindings")
           select (Path.GetFileName(Path.GetDirectoryName(file)!), bindings[0]),
    ];

    [Fact]
    public void Queue_functions_are_those_of_the_folders() =>
        Assert.Equal(Of("queueTrigger", "queueName"), QueueFunction().Matches(Sources).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Order());

    [Fact]
    public void Each_queue_function_works_under_its_own_name() =>
        Assert.All(QueueFunction().Matches(Sources), match => Assert.Equal(match.Groups[1].Value, match.Groups[3].Value));

    [Fact]
    public void Timer_functions_are_those_of_the_folders() =>
        Assert.Equal(Of("timerTrigger", "schedule"), TimerFunction().Matches(Sources).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Order());

    [Fact]
    public void The_catch_all_lets_every_method_of_the_routes_through()
    {
        var methods = Folders.Where(folder => Kind(folder.Trigger) == "httpTrigger").SelectMany(folder => folder.Trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!)).Distinct();
        var declared = HttpFunction().Match(Sources).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries).Select(method => method.Trim('"'));
        Assert.Equal(methods.Order(), declared.Order());
    }

    [Fact]
    public void Its_host_json_is_the_same_but_for_the_custom_handler_and_the_bundle()
    {
        var (own, other) = (Read("functions", "Isolated", "host.json"), Read("host.json"));
        Assert.Equal(other.EnumerateObject().Select(property => property.Name).Except(["customHandler", "extensionBundle"]).Order(), own.EnumerateObject().Select(property => property.Name).Order());
        Assert.All(own.EnumerateObject(), property => Assert.True(JsonElement.DeepEquals(property.Value, other.GetProperty(property.Name)), property.Name));
    }

    [Fact]
    public async Task Requests_of_another_server_run_through_the_whole_application_and_its_pumps_rest()
    {
        using var pipeline = new PipelineServer();
        string[] settings =
        [
            $"--AzureWebJobsStorage={await Azurite.ConnectionStringAsync()}", $"--ADMIN_PASS={GantryServer.AdminPassword}", $"--Storage:Prefix={GantryProcess.NewPrefix()}",
            "--Identity:PasswordIterations=1000", "--FUNCTIONS_WORKER_RUNTIME=dotnet-isolated",
        ];
        await using var gantry = Program.Build(settings, services => services.AddSingleton<IServer>(pipeline));
        await gantry.StartAsync();

        // Plays the worker: a server of its own with services of its own.
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using var worker = builder.Build();
        worker.MapFallback("{*path}", (HttpContext context) => pipeline.ProcessAsync(context.Features));
        await worker.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(worker.Urls.First()) };

        using var login = await http.PostAsync("/api/v1/login", new StringContent($$"""{"user":"admin","password":"{{GantryServer.AdminPassword}}"}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.True(login.StatusCode == HttpStatusCode.OK, await login.Content.ReadAsStringAsync());
        using var health = await http.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var nowhere = await http.PostAsync("/purge", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        await gantry.StopAsync();
    }

    private static IEnumerable<(string, string)> Of(string kind, string property) =>
        Folders.Where(folder => Kind(folder.Trigger) == kind).Select(folder => (folder.Name, folder.Trigger.GetProperty(property).GetString()!)).Order();

    private static string Kind(JsonElement binding) => binding.GetProperty("type").GetString()!;

    private static JsonElement Read(params string[] path) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Repository.PathOf(path)));

    [GeneratedRegex("""\[Function\("(\w+)"\)\]\s+public Task \w+\(\[QueueTrigger\("([\w-]+)"\)\].*WorkAsync\("(\w+)",""", RegexOptions.None, 1000)]
    private static partial Regex QueueFunction();

    [GeneratedRegex("""\[Function\("(\w+)"\)\]\s+public Task \w+\(\[TimerTrigger\("([^"]+)"\)\]""", RegexOptions.None, 1000)]
    private static partial Regex TimerFunction();

    [GeneratedRegex(@"AuthorizationLevel\.Anonymous, (.*), Route = ""\{\*path\}""", RegexOptions.None, 1000)]
    private static partial Regex HttpFunction();
}
