using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gantry.Tests.Deployment;

/// <summary>The folder that Azure gets, and the zip: what is in them, and that the Functions host can run them.</summary>
public sealed class PublishedAppTests
{
    private static readonly string[] Development = [".cs", ".csproj", ".xml", ".http"];

    [PublishedFact]
    public void The_app_root_has_each_function_beside_host_json_as_the_source_has_it()
    {
        var source = Repository.PathOf("functions", "Triggers");
        var expected = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(source, file)).Order().ToList();
        var published = Directory.EnumerateFiles(PublishedFactAttribute.AppRoot, "function.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(PublishedFactAttribute.AppRoot, file));
        Assert.Equal(expected, published.Order());
        Assert.All(expected, file => Assert.Equal(File.ReadAllText(Path.Combine(source, file)), File.ReadAllText(Path.Combine(PublishedFactAttribute.AppRoot, file))));
        Assert.Equal(File.ReadAllText(Repository.PathOf("host.json")), File.ReadAllText(Path.Combine(PublishedFactAttribute.AppRoot, "host.json")));
    }

    [PublishedFact]
    public void Nothing_of_development_is_published()
    {
        var files = Directory.EnumerateFiles(PublishedFactAttribute.AppRoot, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).ToList();
        Assert.DoesNotContain(files, file => Development.Contains(Path.GetExtension(file)) || file is "local.settings.json" or "local.settings.sample.json" or "web.config");
        Assert.DoesNotContain(files, file => file.StartsWith("appsettings", StringComparison.Ordinal) || file.Contains("Gantry.Tests", StringComparison.Ordinal));
    }

    [PublishedFact]
    public void The_zip_holds_the_same_files_from_its_root_and_the_programs_execute_bit()
    {
        using var zip = ZipFile.OpenRead(Repository.PathOf("infra", "bin", "gantry.zip"));
        var folder = Directory.EnumerateFiles(PublishedFactAttribute.AppRoot, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(PublishedFactAttribute.AppRoot, file).Replace('\\', '/'));
        Assert.Equal(folder.Order(), zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).Select(entry => entry.FullName).Order());
        var mode = (UnixFileMode)(zip.GetEntry("Gantry.Functions")!.ExternalAttributes >> 16 & 0x1FF);
        Assert.Equal(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute, mode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
    }

    [PublishedFact]
    public async Task The_Functions_host_starts_it_with_a_copy_of_the_sample_settings_and_a_hook_a_script_a_queue_and_a_timer_work()
    {
        var process = await GantryProcess.StartAppAsync(PublishedFactAttribute.AppRoot, FreePort.Next(), [.. SampleSettings(), "Scripts__TimeoutMilliseconds=30000"]);
        await using var host = FunctionsHost.For(process);
        await host.PingUntilReadyAsync();

        using var login = await process.Http.PostAsJsonAsync("/api/v1/login", new { user = "admin", password = GantryServer.AdminPassword });
        var user = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        process.Http.DefaultRequestHeaders.Add("X-User-Id", user.GetProperty("userId").GetString());
        process.Http.DefaultRequestHeaders.Add("X-Auth-Token", user.GetProperty("authToken").GetString());
        const string script = "class Script { process_incoming_request({ request }) { return { content: { text: _.map([request.content.text], s.capitalize).join() } }; } }";
        using var creation = await process.Http.PostAsJsonAsync("/api/v1/integrations.create", new { type = "webhook-incoming", name = "published", enabled = true, username = "rocket.cat", channel = "#general", scriptEnabled = true, script });
        var integration = (await creation.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("integration");

        using var hook = await host.ForwardAsync(HttpMethod.Post, $"/hooks/{integration.GetProperty("_id").GetString()}/{integration.GetProperty("token").GetString()}", """{"text":"hello"}""");
        Assert.True(hook.StatusCode == HttpStatusCode.OK, await hook.Content.ReadAsStringAsync());
        var messages = await process.Http.GetFromJsonAsync<JsonElement>("/api/v1/channels.messages?roomId=GENERAL&count=1");
        Assert.Equal("Hello", messages.GetProperty("messages")[0].GetProperty("msg").GetString());
        Assert.True((await host.InvokeTimerAsync("retain")).Succeeded);
        Assert.True((await host.InvokeQueueAsync("purge", """{"v":1,"job":{"kind":"room","id":"never-was"}}""")).Succeeded);

        await process.SignalAsync("TERM");
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    // The Functions tools give all of local.settings.json to the program as its environment; where storage is and who is admin, the test says.
    private static string[] SampleSettings()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return
        [
            .. from setting in sample.RootElement.GetProperty("Values").EnumerateObject()
               where setting.Name is not ("AzureWebJobsStorage" or "Storage__Prefix" or "ADMIN_PASS")
               select $"{setting.Name}={setting.Value.GetString()}",
        ];
    }
}
