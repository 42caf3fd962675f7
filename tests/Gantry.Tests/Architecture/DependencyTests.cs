using System.Text.RegularExpressions;
using Gantry.Functions.Hosting;
using Gantry.Shared.Storage;

namespace Gantry.Tests.Architecture;

/// <summary>The arrows between slices (design 2): Program -> slices -> shared. What a slice may use is listed; Program may use all.</summary>
public sealed partial class DependencyTests
{
    /// <summary>What every slice may use: the conventions of the API, who calls, the hosts' contracts.</summary>
    private static readonly string[] Foundations = ["Hosting", "Rest", "Identity", "Purge"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Hosting"] = [],
        ["Rest"] = ["Hosting", "Identity"],
        ["Identity"] = ["Hosting", "Rest", "Purge", "Workspace"],
        ["Purge"] = ["Hosting", "Rest"],
        ["Workspace"] = [.. Foundations, "RateLimiting"],
        ["Integrations"] = [.. Foundations, "Workspace", "Scripting"],
        ["History"] = [.. Foundations, "Integrations"],
        ["Scripting"] = [.. Foundations, "Integrations"],
        ["RateLimiting"] = Foundations,
        ["OAuth"] = [.. Foundations, "RateLimiting"],
        ["Console"] = Foundations,
        ["Hooks"] = [.. Foundations, "Integrations", "Scripting", "Workspace", "History", "RateLimiting"],

        // A slash command is an outgoing call that somebody waits for.
        ["Commands"] = [.. Foundations, "Integrations", "Scripting", "Workspace", "History", "RateLimiting", "Outgoing"],
        ["Outgoing"] = [.. Foundations, "Integrations", "Scripting", "Workspace", "History"],
    };

    private static readonly string[] Names =
        [.. Directory.EnumerateDirectories(Repository.PathOf("functions")).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj" or "Triggers" or "Isolated" or "Properties"))];

    public static TheoryData<string> Slices => [.. Names];

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_slice_uses_only_what_it_may(string slice)
    {
        Assert.True(Allowed.ContainsKey(slice), $"The slice {slice} has no entry in this test.");
        var wrong = from file in Repository.Sources("functions", slice)
                    from Match match in SliceName().Matches(File.ReadAllText(file))
                    let used = match.Groups[1].Value
                    where used != slice && Names.Contains(used) && !Allowed[slice].Contains(used)
                    select $"{Repository.Relative(file)} uses {used}";
        Assert.Empty(wrong.Distinct());
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_file_lies_where_its_namespace_says(string slice)
    {
        var wrong = from file in Repository.Sources("functions", slice)
                    let expected = "Gantry.Functions." + string.Join('.', Repository.Relative(Path.GetDirectoryName(file)!).Split('/').Skip(1))
                    where !File.ReadAllText(file).Contains($"namespace {expected};", StringComparison.Ordinal)
                    select Repository.Relative(file);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Shared_knows_neither_ASP_NET_nor_the_script_engine_nor_a_slice()
    {
        var referenced = typeof(StorageAccount).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);
        Assert.DoesNotContain(referenced, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name is "Jint" || name.StartsWith("Gantry", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_Scripting_uses_the_script_engine()
    {
        var users = Repository.Sources("functions").Where(file => UsesJint().IsMatch(File.ReadAllText(file))).Select(Repository.Relative);
        Assert.All(users, file => Assert.StartsWith("functions/Scripting/", file, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_of_the_program_is_public()
    {
        var open = typeof(HostMode).Assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith("Gantry", StringComparison.Ordinal) == true);
        Assert.Empty(open);
    }

    [GeneratedRegex(@"(?:Gantry\.Functions\.|using (?:static )?)([A-Z]\w+)", RegexOptions.None, 1000)]
    private static partial Regex SliceName();

    [GeneratedRegex(@"\b(using Jint|Jint\.)", RegexOptions.None, 1000)]
    private static partial Regex UsesJint();
}
