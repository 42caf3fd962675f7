using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gantry.Functions.Hosting;

namespace Gantry.Benchmarks;

/// <summary>
/// What a new instance costs: the published handler is started as the Functions host starts it, on a workspace that is there already, until <c>/health</c>
/// (which reads a row of storage) answers 200.
/// </summary>
internal static class ColdStart
{
    private const int Starts = 15;

    /// <summary>Runs it, and prints a line a number.</summary>
    /// <param name="app">The folder that <c>infra/package</c> made.</param>
    public static async Task RunAsync(string app)
    {
        var program = Path.GetFullPath(Path.Combine(app, "Gantry.Functions"));
        if (!File.Exists(program)) throw new FileNotFoundException($"There is no published app in {app}: run infra/package first.", program);
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);

        // The first start creates the workspace, the second one fills the page cache.
        var first = await StartAsync(program, azurite.ConnectionString);
        await StartAsync(program, azurite.ConnectionString);
        var starts = new List<Start>();
        for (var i = 0; i < Starts; i++) starts.Add(await StartAsync(program, azurite.ConnectionString));

        Console.WriteLine($"very first start, which creates the workspace: {Milliseconds(first.Elapsed)}");
        Console.WriteLine($"start to first 200, {Starts} starts: fastest {Milliseconds(starts.Min(start => start.Elapsed))}, median {Milliseconds(Median(starts, start => start.Elapsed))}, slowest {Milliseconds(starts.Max(start => start.Elapsed))}");
        Console.WriteLine($"processor time of a start: median {Milliseconds(Median(starts, start => start.Processor))}");
        Console.WriteLine($"memory after the first answer: {starts[0].WorkingSet >> 20} MB");
    }

    private static async Task<Start> StartAsync(string program, string connectionString)
    {
        var port = ServerProcess.FreePort();
        var info = new ProcessStartInfo(program)
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["AzureWebJobsStorage"] = connectionString,
                ["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["ADMIN_PASS"] = "bench-pass-1",
            },
        };
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        while (!await AnswersAsync(http) && !process.HasExited) await Task.Delay(2);
        var elapsed = clock.Elapsed;
        process.Refresh();
        var start = new Start(elapsed, process.TotalProcessorTime, process.WorkingSet64);
        process.Kill();
        await process.WaitForExitAsync();
        await output;
        return start;
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static TimeSpan Median(List<Start> starts, Func<Start, TimeSpan> value) => starts.Select(value).Order().ElementAt(starts.Count / 2);

    private static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds:0} ms";

    private sealed record Start(TimeSpan Elapsed, TimeSpan Processor, long WorkingSet);
}
