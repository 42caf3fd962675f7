namespace Gantry.Tests.Deployment;

/// <summary>A test of the app root that <c>infra/package</c> made: publishing takes minutes, so CI does it once before the tests, and without it they are skipped.</summary>
internal sealed class PublishedFactAttribute : FactAttribute
{
    /// <summary>Where <c>infra/package</c> leaves it.</summary>
    public static string AppRoot { get; } = Repository.PathOf("infra", "bin", "app");

    public PublishedFactAttribute()
    {
        if (!File.Exists(Path.Combine(AppRoot, "host.json"))) Skip = "There is no published app in infra/bin/app: run infra/package, then the tests again.";
    }
}
