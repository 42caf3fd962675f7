using Acornima.Tests.Infrastructure;

namespace Acornima.Tests.Conformance;

/// <summary>The cases of the npm package test262-parser-tests: each file is one.</summary>
[Collection(NpmTests.Name)]
public sealed class Test262ParserTests
{
    private static readonly Dictionary<string, string> Known = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Conformance", "known-exceptions.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', 2))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    [Theory]
    [InlineData("pass", true, 1981)]
    [InlineData("pass-explicit", true, 1981)]
    [InlineData("fail", false, 731)]
    [InlineData("early", false, 668)]
    public void Every_case_is_answered_as_the_suite_wants_or_listed_with_a_reason(string directory, bool valid, int count)
    {
        var files = Directory.GetFiles(NpmPackages.PathOf(Path.Combine("test262-parser-tests", directory)));
        Assert.Equal(count, files.Length);
        var surprises = new List<string>();
        foreach (var file in files)
        {
            var name = $"{directory}/{Path.GetFileName(file)}";
            var type = file.EndsWith(".module.js", StringComparison.Ordinal) ? SourceType.Module : SourceType.Script;
            var error = Sources.ErrorOf(Sources.Read(file), type);
            var asWanted = error is null == valid;
            if (asWanted == Known.ContainsKey(name)) surprises.Add(asWanted ? $"{name} is listed as an exception but is none" : $"{name}: {error?.ToString() ?? "accepted"}");
        }

        Assert.Empty(surprises);
    }

    [Fact]
    public void Every_listed_exception_is_a_case() =>
        Assert.All(Known.Keys, name => Assert.True(File.Exists(NpmPackages.PathOf(Path.Combine("test262-parser-tests", name))), name));
}
