using System.Reflection;

namespace Acornima.Tests.Infrastructure;

/// <summary>The npm packages of package-lock.json, installed when they are missing or older than the lock.</summary>
public sealed class NpmPackages : IAsyncLifetime
{
    public static string Directory { get; } = typeof(NpmPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NpmDirectory").Value!;

    public static string PathOf(string file) => Path.Combine(Directory, "node_modules", file);

    public async Task InitializeAsync()
    {
        // Two test runs may start at once: the one that holds the lock file installs, the other waits.
        await using var held = await LockAsync();
        if (IsCurrent()) return;
        await Command.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Directory);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static bool IsCurrent()
    {
        var installed = new FileInfo(PathOf(".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Directory, "package-lock.json"));
    }

    private static async Task<FileStream> LockAsync()
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Directory, ".install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200);
            }
        }
    }
}
