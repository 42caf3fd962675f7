namespace Gantry.Tests.Infrastructure;

/// <summary>The working copy that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
    private static readonly string Framework = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the built program, as a host gets it.</summary>
    public static string Output { get; } = Path.Combine(Root, "functions", "bin", Configuration, Framework);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The source files below a folder, without what the build generates.</summary>
    public static IEnumerable<string> Sources(params string[] folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Parts(file).Any(part => part is "obj" or "bin" or "node_modules"))
            .Order(StringComparer.Ordinal);

    /// <summary>A file's path below the root, with slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string[] Parts(string file) => Relative(file).Split('/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("Functions.sln is in no folder above the tests.");
        return folder.FullName;
    }
}
