using Acornima.Tests.Infrastructure;

namespace Acornima.Tests.Oracle;

/// <summary>Compares trees, shapes and positions, with those of acorn.</summary>
[Collection(NpmTests.Name)]
public sealed class OracleTests
{
    [Fact]
    public async Task Real_programs_have_the_trees_that_acorn_gives_them() =>
        await CompareAsync(File.ReadAllLines(Path.Combine(NpmPackages.Directory, "corpus.txt")), minimumNodes: 3_000_000);

    [Fact]
    public async Task The_cases_of_test262_have_the_trees_that_acorn_gives_them() =>
        await CompareAsync(
            Directory.GetFiles(NpmPackages.PathOf("test262-parser-tests/pass")).Select(file => $"test262-parser-tests/pass/{Path.GetFileName(file)}"),
            minimumNodes: 19_000);

    private static async Task CompareAsync(IEnumerable<string> files, int minimumNodes)
    {
        var list = string.Join('\n', files.Select(file => "node_modules/" + file));
        var output = await Command.RunAsync("node", ["oracle.mjs"], NpmPackages.Directory, list);
        var differences = new List<string>();
        var nodes = 0;
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            var (type, hash, file) = (fields[0], fields[2], fields[3]);
            var source = Sources.Read(Path.Combine(NpmPackages.Directory, file));
            var tree = Sources.Parse(source, type == "module" ? SourceType.Module : SourceType.Script);
            var (count, ours) = TreeWriter.Hash(tree);
            nodes += count;
            if (ours != hash) differences.Add($"{file}: {await FirstDifferenceAsync(file, type, tree)}");
        }

        Assert.Empty(differences);
        Assert.True(nodes >= minimumNodes, $"only {nodes} nodes");
    }

    private static async Task<string> FirstDifferenceAsync(string file, string type, Ast.Program tree)
    {
        var theirs = (await Command.RunAsync("node", ["oracle.mjs", "dump", file, type], NpmPackages.Directory)).Split('\n');
        foreach (var (i, line) in TreeWriter.Lines(tree).Index())
            if (i >= theirs.Length || theirs[i] != line.TrimEnd('\n')) return $"\n  acorn: {(i < theirs.Length ? theirs[i] : "nothing")}\n  ours:  {line}";
        return "acorn has more nodes";
    }
}
