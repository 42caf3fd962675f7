using System.Text.Json;
using Gantry.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace Gantry.Tests.Deployment;

/// <summary>The function app's settings are settings that somebody reads, and its identity may do what the functions' triggers and the stores need.</summary>
public sealed class FunctionAppTests
{
    /// <summary>What a trigger needs of the storage account (Azure's built-in roles).</summary>
    private static readonly Dictionary<string, string[]> Roles = new()
    {
        ["httpTrigger"] = ["storageBlobDataOwner"],
        ["timerTrigger"] = ["storageBlobDataOwner"],
        ["queueTrigger"] = ["storageBlobDataOwner", "storageQueueDataContributor"],
    };

    private static readonly Dictionary<string, string> RoleIds = new()
    {
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    };

    private static readonly BicepFile App = BicepFile.All.Single(file => file.Name == "functionapp.bicep");

    [Fact]
    public void Each_app_setting_is_read_by_Gantry_or_by_the_host()
    {
        var settings = Settings().ToList();
        Assert.Contains("ADMIN_PASS", settings);
        Assert.All(settings, name => Assert.True(AppSettings.IsRead(name), $"Nobody reads {name}."));
    }

    [Fact]
    public void The_storage_settings_lead_to_the_account_with_the_identity()
    {
        var values = Settings().Where(name => name.StartsWith("AzureWebJobsStorage__", StringComparison.Ordinal))
            .ToDictionary(name => name.Replace("__", ":", StringComparison.Ordinal), name => (string?)(name.EndsWith("accountName", StringComparison.Ordinal) ? "account" : "client"));
        var connection = StorageSetup.ConnectionFrom(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        Assert.Null(connection.ConnectionString);
        Assert.Equal("client", connection.ClientId);
        Assert.Equal(new Uri("https://account.table.core.windows.net"), connection.TableServiceUri);
        Assert.Equal(new Uri("https://account.queue.core.windows.net"), connection.QueueServiceUri);
        Assert.Equal(new Uri("https://account.blob.core.windows.net"), connection.BlobServiceUri);
    }

    [Fact]
    public void No_secret_is_written_into_a_setting()
    {
        var secrets = App.Declarations.SelectMany(declaration => declaration.Keys).Where(key => key.Path.EndsWith("ADMIN_PASS", StringComparison.Ordinal));
        Assert.StartsWith("'@Microsoft.KeyVault(SecretUri=", Assert.Single(secrets).Value, StringComparison.Ordinal);
        Assert.All(BicepFile.All.SelectMany(file => file.Of("param")).Where(parameter => parameter.Name.EndsWith("Password", StringComparison.Ordinal)), parameter => Assert.Contains("@secure()", parameter.Decorators));
        Assert.All(BicepFile.All, file => Assert.DoesNotContain("listKeys", file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_identity_may_do_what_triggers_and_stores_need()
    {
        var roles = BicepFile.All.Single(file => file.Name == "roles.bicep").Text;
        var needed = TriggerTypes().SelectMany(type => Roles[type]).Append("storageTableDataContributor").Distinct();
        Assert.All(needed, role => Assert.Contains($"{role}: '{RoleIds[role]}'", roles, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Settings() => App.Declarations.Single(declaration => declaration.Name == "appSettings").Keys
        .Select(key => key.Path).Where(path => path.StartsWith("properties.", StringComparison.Ordinal)).Select(path => path["properties.".Length..]);

    private static IEnumerable<string> TriggerTypes() =>
        from file in Directory.EnumerateFiles(Repository.PathOf("functions", "Triggers"), "function.json", SearchOption.AllDirectories)
        let bindings = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)).GetProperty("bindings")
        from binding in bindings.EnumerateArray()
        let type = binding.GetProperty("type").GetString()!
        where type.EndsWith("Trigger", StringComparison.Ordinal)
        select type;
}
