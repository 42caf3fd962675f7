using System.Reflection;
using System.Text.RegularExpressions;

namespace Gantry.Tests.OAuth;

/// <summary>Keeps the table of rules beside these tests true: each rule names tests, and each of those exists.</summary>
public sealed partial class RuleTableTests
{
    private static readonly string[] Rules = [.. File.ReadLines(Repository.PathOf("tests", "Gantry.Tests", "OAuth", "README.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| rule", StringComparison.Ordinal))];

    private static readonly HashSet<string> Tests =
    [
        .. from type in Assembly.GetExecutingAssembly().GetTypes()
           where type.Namespace == typeof(RuleTableTests).Namespace
           from method in type.GetMethods()
           where method.GetCustomAttributes<FactAttribute>().Any()
           select $"{type.Name}.{method.Name}",
    ];

    [Fact]
    public void Each_rule_names_a_test() => Assert.All(Rules, rule => Assert.Matches(TestName(), rule));

    [Fact]
    public void Each_named_test_exists()
    {
        Assert.True(Rules.Length > 40, "The table was not found.");
        var named = Rules.SelectMany(rule => TestName().Matches(rule)).Select(match => match.Groups[1].Value);
        Assert.DoesNotContain(named, name => !Tests.Contains(name));
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`", RegexOptions.None, 1000)]
    private static partial Regex TestName();
}
