using System.Text.Json;

namespace Gantry.Tests.Deployment;

/// <summary>The names of settings as deployments write them.</summary>
internal static class AppSettings
{
    /// <summary>What only the Functions host reads, by its documentation.</summary>
    public static readonly string[] OfTheHost =
        ["AzureWebJobsStorage__credential", "AzureWebJobsDisableHomepage", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING"];

    /// <summary>What the storage connection reads below <c>AzureWebJobsStorage</c>, and ASP.NET Core itself.</summary>
    public static readonly string[] WithoutOptions = ["AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "ASPNETCORE_URLS"];

    /// <summary>The settings of the sample, which has each setting of the options types (<see cref="Architecture.SettingsTests"/>).</summary>
    public static IReadOnlySet<string> OfGantry { get; } = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })
        .RootElement.GetProperty("Values").EnumerateObject().Select(setting => setting.Name).ToHashSet();

    /// <summary>Whether somebody reads a setting.</summary>
    public static bool IsRead(string name) => OfGantry.Contains(name) || OfTheHost.Contains(name) || WithoutOptions.Contains(name);

    /// <summary>Whether a key of a Bicep resource is one of the app settings.</summary>
    public static bool IsSetting(string path) => path.StartsWith("properties.", StringComparison.Ordinal) && IsRead(path["properties.".Length..]);
}
