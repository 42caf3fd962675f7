namespace Gantry.Tests.Architecture;

/// <summary>What a clone installs comes from where its owner's tools look, not from where ours did.</summary>
public sealed class LockFileTests
{
    [Fact]
    public void Lock_files_name_no_registry()
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(Repository.PathOf("infra"), "package-lock.json", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(Repository.PathOf("tests"), "package-lock.json", SearchOption.AllDirectories),
        ];
        var ours = files.Where(file => !Repository.Relative(file).Contains("node_modules", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, file => Assert.DoesNotContain("\"resolved\"", File.ReadAllText(file), StringComparison.Ordinal));
    }
}
