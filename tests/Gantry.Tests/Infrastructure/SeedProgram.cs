using System.Diagnostics;
using System.Text.Json;
using Gantry.Functions.Hosting;

namespace Gantry.Tests.Infrastructure;

/// <summary>The example programs of seed 002, from <c>tests/clients/seed</c>: only the address and the room in their last lines are replaced.</summary>
internal static class SeedProgram
{
    /// <summary>Why Python's cannot run; null if it can.</summary>
    public static string? MissingPython { get; } = HasRequests() ? null : "There is no python3 with requests: apt-get install python3-requests";

    /// <summary>Runs a program to its end; gives the JSON that it prints, if something was added to print.</summary>
    /// <param name="name">The file.</param>
    /// <param name="server">The server to talk to.</param>
    /// <param name="roomId">The room to talk in.</param>
    /// <param name="more">Lines behind the program's own.</param>
    public static async Task<JsonElement?> RunAsync(string name, GantryServer server, string roomId, string more = "")
    {
        var source = await File.ReadAllTextAsync(Repository.PathOf("tests", "clients", "seed", name));
        var program = (source + more).Replace("https://chat.example.com", server.Url.ToString().TrimEnd('/'), StringComparison.Ordinal).Replace("room_id'", roomId + "'", StringComparison.Ordinal).Replace("(\"room_id\"", $"(\"{roomId}\"", StringComparison.Ordinal);
        var start = name.EndsWith(".py", StringComparison.Ordinal) ? new ProcessStartInfo("python3", "-") : new ProcessStartInfo("node", "--input-type=commonjs -");
        start.WorkingDirectory = await NodeClient.FolderAsync();
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        using var process = AzuriteInstallation.Start(start);
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(program);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(output) : null;
    }

    private static bool HasRequests()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", "-c \"import requests\"") { UseShellExecute = false, RedirectStandardError = true })!;
            python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs Python with <c>requests</c>; without it, it is skipped and says how to install it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = SeedProgram.MissingPython;
}
