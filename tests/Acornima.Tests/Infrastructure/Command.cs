using System.Diagnostics;
using System.Text;

namespace Acornima.Tests.Infrastructure;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, string directory, string input = "")
    {
        var utf8 = new UTF8Encoding(false);
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{file} ended with {process.ExitCode}: {await errors}");
    }
}
