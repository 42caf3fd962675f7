using Microsoft.Playwright;

namespace Gantry.Tests.Infrastructure;

/// <summary>A real browser: Debian's chromium, driven by Playwright. One process serves all tests; each takes a context of its own.</summary>
internal static class Chromium
{
    private static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);

    /// <summary>The browser's program; null if there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public static async Task<IBrowserContext> NewContextAsync(bool isScriptEnabled = true) =>
        await (await Browser.Value).NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = isScriptEnabled });

    private static async Task<IBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }
}

/// <summary>A test that needs a browser; without one it is skipped, and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Program is null) Skip = "No browser: install Debian's chromium (apt-get install chromium), as .ci/run does.";
    }
}
