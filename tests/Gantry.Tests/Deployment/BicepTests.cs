using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gantry.Tests.Deployment;

/// <summary>What can be said of the Bicep files without their compiler: that they agree with each other, and with the descriptions of Azure's types.</summary>
public sealed partial class BicepTests
{
    private static readonly BicepFile Main = BicepFile.All.Single(file => file.Name == "main.bicep");

    public static TheoryData<string> Files => [.. BicepFile.All.Select(file => file.Name)];

    [Fact]
    public void Each_resource_type_and_property_is_listed_with_its_source_and_nothing_else_is()
    {
        var used = from file in BicepFile.All
                   from resource in file.Resources()
                   where !resource.Declaration.Head.Contains("existing", StringComparison.Ordinal)
                   from key in resource.Declaration.Keys
                   where !IsValue(key.Path)
                   select (resource.Type, key.Path);
        var listed = from type in AzureTypes() from path in type.Paths select (type.Type, path);
        Assert.Equal(listed.Distinct().Order(), used.Distinct().Order());
        Assert.All(AzureTypes(), type => Assert.StartsWith("https://", type.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void A_resource_that_is_only_referred_to_is_created_elsewhere_with_the_same_version()
    {
        var types = AzureTypes().Select(type => type.Type).ToHashSet();
        Assert.All(BicepFile.All.SelectMany(file => file.Resources()), resource => Assert.Contains(resource.Type, types));
    }

    [Fact]
    public void Each_module_exists_is_used_once_and_gets_exactly_its_parameters()
    {
        foreach (var module in Main.Of("module"))
        {
            var file = Module(module);
            var given = module.Keys.Where(key => key.Path.StartsWith("params.", StringComparison.Ordinal) && key.Path.Count(character => character == '.') == 1).Select(key => key.Path["params.".Length..]);
            Assert.Equal(file.Of("param").Select(parameter => parameter.Name).Order(), given.Order());
        }

        Assert.Equal(BicepFile.All.Count - 1, Main.Of("module").Select(module => Module(module).Name).Distinct().Count());
    }

    [Fact]
    public void Each_output_that_is_read_exists()
    {
        foreach (Match match in ModuleOutput().Matches(Main.Text))
        {
            var module = Main.Of("module").Single(candidate => candidate.Name == match.Groups[1].Value);
            Assert.Contains(match.Groups[2].Value, Module(module).Of("output").Select(output => output.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_parameter_and_output_is_described_and_each_parameter_and_variable_used(string name)
    {
        var file = BicepFile.All.Single(candidate => candidate.Name == name);
        Assert.All(file.Of("param").Concat(file.Of("output")), declaration => Assert.True(declaration.Decorators.Any(decorator => decorator.StartsWith("@description('", StringComparison.Ordinal)), declaration.Name));
        Assert.All(file.Of("param").Concat(file.Of("var")), declaration => Assert.True(Regex.Count(file.Text, $@"\b{declaration.Name}\b", RegexOptions.None, TimeSpan.FromSeconds(1)) > 1, $"{declaration.Name} is not used."));
    }

    [Fact]
    public void The_scripts_give_only_parameters_that_exist_and_read_only_outputs_that_exist()
    {
        var script = File.ReadAllText(Repository.PathOf("infra", "deploy"));
        var parameters = ScriptParameter().Matches(script).Select(match => match.Groups[1].Value).Append("adminPassword").ToList();
        var required = Main.Of("param").Where(parameter => !parameter.Head.Contains('=', StringComparison.Ordinal)).Select(parameter => parameter.Name);
        Assert.Equal(required.Order(), parameters.Distinct().Order());
        var outputs = Main.Of("output").Select(output => output.Name).ToList();
        var read = ScriptOutput().Matches(script + File.ReadAllText(Repository.PathOf("infra", "teardown"))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(read);
        Assert.All(read, output => Assert.Contains(output, outputs));
    }

    /// <summary>A line of <c>infra/types.json</c>: a type, where it is described, and the properties that were looked up there.</summary>
    private sealed record AzureType(string Type, string Source, string[] Paths);

    private static AzureType[] AzureTypes() => JsonSerializer.Deserialize<AzureType[]>(File.ReadAllText(Repository.PathOf("infra", "types.json")), JsonSerializerOptions.Web)!;

    private static BicepFile Module(BicepDeclaration module) => BicepFile.All.Single(file => Repository.PathOf("infra", Quoted().Match(module.Head).Groups[1].Value).EndsWith("/" + file.Name, StringComparison.Ordinal));

    // Keys of maps whose names are ours: app settings, and the id of the identity.
    private static bool IsValue(string path) => path.StartsWith("properties.AzureWebJobs", StringComparison.Ordinal) || AppSettings.IsSetting(path) || path.Contains("${", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(\w+)!?\.outputs\.(\w+)", RegexOptions.None, 1000)]
    private static partial Regex ModuleOutput();

    [GeneratedRegex(@"""(\w+)=\$", RegexOptions.None, 1000)]
    private static partial Regex ScriptParameter();

    [GeneratedRegex(@"(?:\(output |outputs\.)(\w+)", RegexOptions.None, 1000)]
    private static partial Regex ScriptOutput();

    [GeneratedRegex("'([^']*)'", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
