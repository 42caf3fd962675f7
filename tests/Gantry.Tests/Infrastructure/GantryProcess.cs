using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Gantry.Tests.Infrastructure;

/// <summary>The real built program as a child process, with a workspace of its own on the test run's storage emulator.</summary>
internal sealed class GantryProcess : IAsyncDisposable
{
    private const string Listening = " listens on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Inherited = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS", "FUNCTIONS_CUSTOMHANDLER_PORT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
    private static int _started;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _output;
    private readonly Task<string> _errors;

    private GantryProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _output = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
        Http = new HttpClient();
    }

    /// <summary>A client of the program.</summary>
    public HttpClient Http { get; }

    /// <summary>What it wrote to standard output until now.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>A prefix of storage names that no other test uses.</summary>
    public static string NewPrefix() => $"p{Environment.ProcessId}x{Interlocked.Increment(ref _started)}";

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="settings">Environment variables over the defaults of tests, such as <c>Storage__Prefix=abc</c>.</param>
    public static async Task<GantryProcess> StartAsync(params string[] settings)
    {
        var process = new GantryProcess(await DescribeAsync(Repository.Output, [$"--urls=http://127.0.0.1:{FreePort.Next()}"], settings));
        process.Http.BaseAddress = new Uri(await process._url.Task.WaitAsync(Patience));
        return process;
    }

    /// <summary>Starts it as the Functions host does, by <c>host.json</c> and the environment; does not wait.</summary>
    public static async Task<GantryProcess> StartCustomHandlerAsync(int port, params string[] settings)
    {
        var start = await DescribeAsync(Repository.Output, [], [$"FUNCTIONS_CUSTOMHANDLER_PORT={port}", .. settings]);
        var process = new GantryProcess(start);
        process.Http.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        return process;
    }

    /// <summary>Starts the program of a published app root as the Functions host does, by its <c>host.json</c>, on a machine that has nothing else; does not wait.</summary>
    public static async Task<GantryProcess> StartAppAsync(string appRoot, int port, params string[] settings)
    {
        using var hostJson = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(appRoot, "host.json")));
        var program = hostJson.RootElement.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString()!;
        var start = await DescribeAsync(appRoot, [], [$"FUNCTIONS_CUSTOMHANDLER_PORT={port}", "PATH=/nonexistent", .. settings]);
        start.FileName = Path.Combine(appRoot, program);
        start.ArgumentList.Clear();
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        var process = new GantryProcess(start);
        process.Http.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        return process;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, params string[] settings) => await RunInAsync(Repository.Output, arguments, settings);

    /// <summary>Runs a copy of it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunInAsync(string folder, string[] arguments, params string[] settings)
    {
        await using var process = new GantryProcess(await DescribeAsync(folder, arguments, settings));
        var code = await process.WaitForExitAsync();
        return (code, process.Output, await process._errors);
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _output.WaitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await Task.WhenAll(_output, _errors);
        _process.Dispose();
    }

    // Both pipes are always read: a full one would stop the program.
    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            if (line.StartsWith("Ctrl-C", StringComparison.Ordinal)) _url.TrySetResult(_lines.First(earlier => earlier.Contains(Listening, StringComparison.Ordinal)).Split(Listening)[1]);
        }

        _url.TrySetException(new InvalidOperationException($"The program ended before it listened: {Output}"));
    }

    private static async Task<ProcessStartInfo> DescribeAsync(string folder, string[] arguments, string[] settings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(folder, "Gantry.Functions.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in Inherited) start.Environment.Remove(name);
        var prefix = NewPrefix();
        string[] defaults =
        [
            $"AzureWebJobsStorage={await Azurite.ConnectionStringAsync()}",
            $"ADMIN_PASS={GantryServer.AdminPassword}",
            "Identity__PasswordIterations=1000",
            "API_Enable_Rate_Limiter=false",
            $"Storage__Prefix={prefix}",
            $"Storage__QueuePrefix={prefix}",
        ];
        foreach (var setting in defaults.Concat(settings))
        {
            var (name, value) = setting.IndexOf('=', StringComparison.Ordinal) is var equals ? (setting[..equals], setting[(equals + 1)..]) : default;
            start.Environment[name] = value;
        }

        return start;
    }
}
