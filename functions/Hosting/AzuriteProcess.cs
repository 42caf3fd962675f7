using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Gantry.Functions.Hosting;

/// <summary>The storage emulator as a child of this process; disposing stops it and waits until it has saved its data.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const string ProcessLine = "Azurite process ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private static readonly int[] UsualPorts = [10000, 10001, 10002];

    private readonly Process _process;
    private readonly Task _output;

    private AzuriteProcess(Process process, int processId, IReadOnlyDictionary<string, int> ports, Task output)
    {
        (_process, ProcessId, _output) = (process, processId, output);
        const string account = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
            + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";
        ConnectionString = account + string.Concat(ports.Select(port => $"{port.Key}Endpoint=http://127.0.0.1:{port.Value}/devstoreaccount1;"));
    }

    /// <summary>The emulator's own process, which tests freeze.</summary>
    public int ProcessId { get; }

    /// <summary>How to reach it. The account name and key are the emulator's well-known ones.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether something answers on all of the emulator's usual ports.</summary>
    public static async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        foreach (var port in UsualPorts)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Installs the emulator if need be, and starts it; ends when it listens.</summary>
    /// <exception cref="AzuriteException">It could not be installed or started.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteArguments arguments, TextWriter progress, CancellationToken cancellationToken)
    {
        var folder = AzuriteInstallation.FindFolder();
        await AzuriteInstallation.EnsureAsync(folder, "the storage emulator (Azurite)", progress, cancellationToken);
        var node = new ProcessStartInfo("node") { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        node.ArgumentList.Add("start.mjs");
        foreach (var argument in arguments.ToCommandLine(Path.Combine(folder, "..", ".."))) node.ArgumentList.Add(argument);

        var process = AzuriteInstallation.Start(node);
        var ports = new Dictionary<string, int>(StringComparer.Ordinal);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartTimeout);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var processId = 0;
        while (ports.Count < UsualPorts.Length && await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(ProcessLine, StringComparison.Ordinal)) processId = int.Parse(line[ProcessLine.Length..], CultureInfo.InvariantCulture);
            if (Listening().Match(line) is { Success: true } match) ports[match.Groups[1].Value] = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        }

        if (ports.Count < UsualPorts.Length) throw new AzuriteException($"The storage emulator did not start: {(await errors).Trim()}");
        return new AzuriteProcess(process, processId, ports, Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), errors));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            using var patience = new CancellationTokenSource(StopTimeout);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _output;
        _process.Dispose();
    }

    [GeneratedRegex(@"Azurite (Blob|Queue|Table) service is successfully listening at http://[^:]+:(\d+)", RegexOptions.None, 1000)]
    private static partial Regex Listening();
}
