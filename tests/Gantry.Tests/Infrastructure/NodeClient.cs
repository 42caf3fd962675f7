using System.Diagnostics;
using System.Text.Json;
using Gantry.Functions.Hosting;

namespace Gantry.Tests.Infrastructure;

/// <summary>Runs a client of somebody else's from <c>tests/clients</c>, which is installed at the first use.</summary>
internal static class NodeClient
{
    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    /// <summary>The folder, with all clients installed.</summary>
    public static Task<string> FolderAsync() => Folder.Value;

    /// <summary>Runs a script and gives the JSON that it prints.</summary>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        var node = new ProcessStartInfo("node") { UseShellExecute = false, WorkingDirectory = await Folder.Value, RedirectStandardOutput = true, RedirectStandardError = true };
        node.ArgumentList.Add(script);
        foreach (var argument in arguments) node.ArgumentList.Add(argument);
        using var process = AzuriteInstallation.Start(node);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Path.Combine(AzuriteInstallation.FindFolder(), "..", "..", "tests", "clients");
        await AzuriteInstallation.EnsureAsync(folder, "the clients that tests use", Console.Out, CancellationToken.None);
        return folder;
    }
}
