using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gantry.Functions.Hosting;
using Gantry.Shared.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gantry.Tests.Architecture;

/// <summary>Every setting is in <c>local.settings.sample.json</c>, with its default and an explanation, and in the README.</summary>
public sealed partial class SettingsTests
{
    /// <summary>What is read without an options type, here or by the Functions host.</summary>
    private static readonly string[] Others = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private static readonly string[] SampleLines = File.ReadAllLines(Repository.PathOf("local.settings.sample.json"));

    private static readonly Dictionary<string, string?> Sample = JsonDocument.Parse(string.Join('\n', SampleLines), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })
        .RootElement.GetProperty("Values").EnumerateObject().ToDictionary(property => property.Name.Replace("__", ":", StringComparison.Ordinal), property => property.Value.GetString());

    private static readonly (string Section, Type Type)[] Registered =
    [
        .. from file in Repository.Sources("functions")
           from Match match in Registration().Matches(File.ReadAllText(file))
           select (match.Groups[2].Value, FindType(match.Groups[1].Value)),
    ];

    private static readonly Dictionary<string, PropertyInfo> Settings =
        (from registered in Registered from property in registered.Type.GetProperties() select (Key(registered.Section, property), property)).ToDictionary();

    [Fact]
    public void Each_options_type_is_registered() =>
        Assert.Equal(Types().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)).Select(type => type.Name).Order(), Registered.Select(registered => registered.Type.Name).Order());

    [Fact]
    public void The_sample_has_every_setting_and_no_other() => Assert.Equal(Settings.Keys.Concat(Others).Order(), Sample.Keys.Order());

    [Fact]
    public void The_sample_has_each_settings_default()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Sample).Build();
        foreach (var (section, type) in Registered)
        {
            var (sample, defaults) = (Activator.CreateInstance(type)!, Activator.CreateInstance(type)!);
            (section.Length == 0 ? (IConfiguration)configuration : configuration.GetSection(section)).Bind(sample);
            foreach (var property in type.GetProperties())
                Assert.Equal((Key(section, property), Value(property, defaults)), (Key(section, property), Value(property, sample)));
        }
    }

    [Fact]
    public async Task A_copy_of_the_sample_starts()
    {
        await using var app = Program.Build([.. Sample.Select(setting => $"--{setting.Key}={setting.Value}")]);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void The_sample_says_above_each_key_what_it_is()
    {
        for (var i = 0; i < SampleLines.Length; i++)
            if (Entry().IsMatch(SampleLines[i])) Assert.Matches(@"^\s*// \S.{15,}", SampleLines[i - 1]);
    }

    [Fact]
    public void Each_setting_has_a_range_or_pattern_unless_anything_may_stand_there()
    {
        string[] free = ["Site_Url", "ADMIN_PASS", "Hosting:ClientAddressHeaders"];
        var unbounded = Settings.Where(setting => setting.Value.PropertyType != typeof(bool) && !setting.Value.GetCustomAttributes<System.ComponentModel.DataAnnotations.ValidationAttribute>().Any());
        Assert.Equal(free.Order(), unbounded.Select(setting => setting.Key).Order());
    }

    [Fact]
    public void The_README_explains_each_setting()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        Assert.DoesNotContain(Settings.Keys, key => !readme.Contains($"`{key}`", StringComparison.Ordinal));
    }

    private static string Key(string section, PropertyInfo property) =>
        section.Length > 0 ? $"{section}:{property.Name}" : property.GetCustomAttribute<ConfigurationKeyNameAttribute>()!.Name;

    private static object? Value(PropertyInfo property, object options) => property.GetValue(options) is var value && value is "" ? null : value;

    private static IEnumerable<Type> Types() => typeof(HostMode).Assembly.GetTypes().Concat(typeof(StorageAccount).Assembly.GetTypes()).Where(type => type.Namespace?.StartsWith("Gantry", StringComparison.Ordinal) == true);

    private static Type FindType(string name) => Types().Single(type => type.Name == name);

    [GeneratedRegex(@"AddSettings<(\w+)>\(""(\w*)""\)", RegexOptions.None, 1000)]
    private static partial Regex Registration();

    [GeneratedRegex(@"^    ""\w+"": "".*""", RegexOptions.None, 1000)]
    private static partial Regex Entry();
}
