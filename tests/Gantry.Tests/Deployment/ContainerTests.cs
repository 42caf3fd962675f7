using System.Text.RegularExpressions;
using Gantry.Functions.Hosting.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Deployment;

/// <summary>The Dockerfile and the Kubernetes manifest say what the code says: files, port, settings, queues.</summary>
public sealed partial class ContainerTests
{
    private static readonly string[] Docker = [.. File.ReadAllLines(Repository.PathOf("infra", "Dockerfile")).Where(line => line.Length > 0 && line[0] != '#')];

    private static readonly string Manifest = File.ReadAllText(Repository.PathOf("infra", "kubernetes.yaml"));

    [Fact]
    public void The_image_is_built_from_files_that_exist_and_holds_all_that_the_build_reads()
    {
        var copied = Docker.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..^1]).ToList();
        Assert.All(copied, path => Assert.True(Path.Exists(Repository.PathOf(path)), path));
        string[] read = ["functions", "shared", "host.json", .. Directory.EnumerateFiles(Repository.Root, "Directory.*.props").Select(file => Path.GetFileName(file)), "BannedSymbols.txt", "global.json", ".editorconfig"];
        Assert.Equal(read.Order(), copied.Order());
    }

    [Fact]
    public void The_server_in_the_image_is_not_root_and_is_asked_for_its_health_where_it_listens()
    {
        var last = Docker.SkipWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal) || line.Contains(" AS ", StringComparison.Ordinal)).ToList();
        var port = Port().Match(Assert.Single(last, line => line.StartsWith("ENV ASPNETCORE_URLS", StringComparison.Ordinal))).Groups[1].Value;
        Assert.Contains($"EXPOSE {port}", last);
        Assert.Contains("USER $APP_UID", last);
        Assert.Equal("""ENTRYPOINT ["./Gantry.Functions"]""", last[^1]);
        Assert.EndsWith($$"""CMD ["./Gantry.Functions", "--health", "http://localhost:{{port}}"]""", Assert.Single(last, line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All(ManifestPort().Matches(Manifest).Select(match => match.Groups[1].Value), used => Assert.Equal(port, used));
    }

    [Fact]
    public async Task The_health_option_tells_a_server_that_is_well_from_one_that_is_not_there()
    {
        var server = await GantryServer.SharedAsync();
        var (well, answer, _) = await GantryProcess.RunAsync(["--health", server.Url.ToString()]);
        Assert.Equal((0, true), (well, answer.Contains("reachable", StringComparison.Ordinal)));
        var (missing, _, errors) = await GantryProcess.RunAsync(["--health", $"http://127.0.0.1:{FreePort.Next()}"]);
        Assert.Equal((1, true), (missing, errors.Contains("/health: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_setting_of_the_manifest_is_read()
    {
        var names = Environment().Matches(Manifest).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains("AzureWebJobsStorage__accountName", names);
        Assert.All(names, name => Assert.True(AppSettings.IsRead(name) && !AppSettings.OfTheHost.Contains(name), $"The server does not read {name}."));
    }

    [Fact]
    public async Task The_scaler_watches_each_queue()
    {
        var server = await GantryServer.SharedAsync();
        var queues = server.Services.GetServices<QueueFunction>().Select(function => function.Queue).Where(queue => !queue.EndsWith("-poison", StringComparison.Ordinal));
        Assert.Equal(queues.Order(), Queue().Matches(Manifest).Select(match => match.Groups[1].Value).Order());
    }

    [GeneratedRegex(@":(\d+)$", RegexOptions.None, 1000)]
    private static partial Regex Port();

    [GeneratedRegex(@"(?:containerPort|targetPort|  port): (\d{4})", RegexOptions.None, 1000)]
    private static partial Regex ManifestPort();

    [GeneratedRegex(@"- name: (\w+)\n\s+value(?:From)?:", RegexOptions.None, 1000)]
    private static partial Regex Environment();

    [GeneratedRegex(@"queueName: (\S+)", RegexOptions.None, 1000)]
    private static partial Regex Queue();
}
