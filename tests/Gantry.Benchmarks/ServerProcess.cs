using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Benchmarks;

/// <summary>A program that serves HTTP as a process of its own, whose memory and processor time can be told from the callers'.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _output;

    private ServerProcess(Process process, string url) => (_process, Url, _output) = (process, url, Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()));

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>The processor time that it took so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now, in MB.</summary>
    public long MegaBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    /// <summary>The most resident memory that it ever had, in MB.</summary>
    public long PeakMegaBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 >> 20;
        }
    }

    /// <summary>Gantry, standalone, as this build has it.</summary>
    public static Task<ServerProcess> StartGantryAsync(string connectionString)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Gantry.Functions"), [$"--urls=http://127.0.0.1:{port}"]) { WorkingDirectory = AppContext.BaseDirectory };
        foreach (var (name, value) in BenchServer.Settings(connectionString)) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return StartAsync(start, port, "/health");
    }

    /// <summary>Starts a program, and waits until it answers.</summary>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, int port, string path)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var server = new ServerProcess(Process.Start(start)!, $"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync(http, path))
        {
            if (server._process.HasExited || watch.Elapsed > StartTimeout)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"{start.FileName} did not start.");
            }

            await Task.Delay(50);
        }

        return server;
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _output;
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
