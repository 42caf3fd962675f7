using System.Net;
using System.Net.Sockets;

namespace Gantry.Tests.Hosting;

/// <summary>A wrong setting stops the start: exit code 1, and one line on standard error that names the key.</summary>
public sealed class StartFaultTests
{
    [Theory]
    [InlineData("Hooks__MaxBodyBytes=abc", "Hooks:MaxBodyBytes")]
    [InlineData("Hooks__MaxBodyBytes=1", "Hooks:MaxBodyBytes")]
    [InlineData("Hooks__MaxBodyByte=5", "Hooks:MaxBodyByte:")]
    [InlineData("AzureWebJobsStorage=nonsense", "AzureWebJobsStorage")]
    [InlineData("AzureWebJobsStorage=AccountName=a;AccountKey=***", "AzureWebJobsStorage")]
    [InlineData("Site_Url=nonsense", "Site_Url")]
    [InlineData("Site_Url=ftp://example.org", "Site_Url")]
    [InlineData("ADMIN_USERNAME=a b", "ADMIN_USERNAME")]
    [InlineData("ADMIN_EMAIL=nobody", "ADMIN_EMAIL")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT=abc", "FUNCTIONS_CUSTOMHANDLER_PORT")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT=70000", "FUNCTIONS_CUSTOMHANDLER_PORT")]
    [InlineData("Storage__NetworkTimeout=soon", "Storage:NetworkTimeout")]
    [InlineData("Storage__Prefix=X", "Storage:Prefix")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=nowhere", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("URLS=nonsense", "urls")]
    public async Task A_wrong_setting_is_named(string setting, string key) => AssertOneLine(await GantryProcess.RunAsync([], setting), key);

    [Fact]
    public async Task Several_wrong_settings_are_named_together()
    {
        var ended = await GantryProcess.RunAsync([], "Hooks__MaxBodyBytes=abc", "Rest__MaxDepth=0", "ADMIN_EMAIL=nobody");
        AssertOneLine(ended, "Hooks:MaxBodyBytes");
        AssertOneLine(ended, "Rest:MaxDepth");
        AssertOneLine(ended, "ADMIN_EMAIL");
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task The_environments_name_changes_nothing(string environment) =>
        AssertOneLine(await GantryProcess.RunAsync([], "Hooks__MaxBodyBytes=abc", "ASPNETCORE_ENVIRONMENT=" + environment), "Hooks:MaxBodyBytes");

    [Theory]
    [InlineData("AzureWebJobsStorage=DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a", "0")]
    [InlineData("AzureWebJobsStorage=DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a", "1")]
    public async Task Storage_that_does_not_answer_is_named(string connection, string retries) =>
        AssertOneLine(await GantryProcess.RunAsync([], connection, "Storage__RetryDelay=00:00:00.01", "Storage__MaxRetries=" + retries), "AzureWebJobsStorage");

    [Fact]
    public async Task A_port_that_is_in_use_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var ended = await GantryProcess.RunAsync(["--urls", url]);
        AssertOneLine(ended, url);
        AssertOneLine(ended, "--urls");
    }

    [Theory]
    [InlineData("{ \"Values\": { ")]
    [InlineData("{ \"Values\": 5 }")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_broken_local_settings_file_is_named(string content)
    {
        using var folder = new ProgramCopy(content);
        AssertOneLine(await GantryProcess.RunInAsync(folder.Path, []), "local.settings.json");
    }

    [Fact]
    public async Task A_value_of_the_local_settings_file_counts_below_the_environment()
    {
        using var folder = new ProgramCopy("""{ "Values": { "Hooks:MaxBodyBytes": "abc", "Rest__MaxDepth": "0", /* of the environment: */ "ADMIN_EMAIL": "nobody" } }""");
        var ended = await GantryProcess.RunInAsync(folder.Path, [], "ADMIN_EMAIL=somebody@example.org");
        AssertOneLine(ended, "Hooks:MaxBodyBytes");
        AssertOneLine(ended, "Rest:MaxDepth");
        Assert.DoesNotContain("ADMIN_EMAIL", ended.Errors, StringComparison.Ordinal);
    }

    private static void AssertOneLine((int ExitCode, string Output, string Errors) ended, string key)
    {
        Assert.True(ended.ExitCode == 1, $"exit code {ended.ExitCode}: {ended.Errors}");
        Assert.Single(ended.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("Gantry cannot start: ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(key, ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
    }

    /// <summary>A copy of the built program with a settings file of its own.</summary>
    private sealed class ProgramCopy : IDisposable
    {
        public ProgramCopy(string localSettings)
        {
            Path = Directory.CreateTempSubdirectory("gantry-").FullName;
            foreach (var file in Directory.EnumerateFiles(Repository.Output)) File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
            File.WriteAllText(System.IO.Path.Combine(Path, "local.settings.json"), localSettings);
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
