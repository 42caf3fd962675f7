using System.Diagnostics;

namespace Gantry.Functions.Hosting;

/// <summary>Something about the storage emulator that the person at the keyboard has to mend.</summary>
internal sealed class AzuriteException(string message) : Exception(message);

/// <summary>The locked installation of the emulator in <c>infra/azurite</c> of the working copy.</summary>
internal static class AzuriteInstallation
{
    /// <summary>The folder <c>infra/azurite</c> above the running program.</summary>
    /// <exception cref="AzuriteException">This is not a working copy: a deployed program needs a storage account.</exception>
    public static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "infra", "azurite");
            if (File.Exists(Path.Combine(candidate, "package-lock.json"))) return candidate;
        }

        throw new AzuriteException("AzureWebJobsStorage: no storage emulator answers on ports 10000-10002, and this is not a working copy that could start one. Set a connection string.");
    }

    /// <summary>Installs what the lock file of a folder names, unless that is done; two processes that start at once wait for each other.</summary>
    /// <exception cref="AzuriteException">Node.js is missing, or the installation failed.</exception>
    public static async Task EnsureAsync(string folder, string what, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var turn = await WaitForTurnAsync(Path.Combine(folder, ".install.lock"), cancellationToken);
        var done = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (done.Exists && done.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"))) return;

        await progress.WriteLineAsync($"Installing {what}, once: about half a minute …");
        var npm = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
            ArgumentList = { "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error" },
        };
        using var process = Start(npm);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new AzuriteException($"{what} could not be installed (npm ci in {Path.GetFileName(folder)}): {errors.Trim()}");
        await progress.WriteLineAsync("Installed.");
    }

    /// <summary>Starts a program of Node.js.</summary>
    /// <exception cref="AzuriteException">Node.js is missing.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new AzuriteException("Node.js is missing: the local storage emulator needs it (version 20 or newer). Install it, or set AzureWebJobsStorage to a storage account.");
        }
    }

    private static async Task<FileStream> WaitForTurnAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }
}
