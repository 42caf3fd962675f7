using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Gantry.Benchmarks.Peers;
using Gantry.Benchmarks.Report;
using Gantry.Benchmarks.Sections;

namespace Gantry.Benchmarks;

/// <summary>Every benchmark of the report, one after the other, and the report.</summary>
internal static class FullRun
{
    private static readonly (string Name, Func<BarChart, Task<IReadOnlyList<ReportTable>>> Run)[] Sections =
    [
        ("rates", HookRates.RunAsync),
        ("deliveries", _ => Deliveries.RunAsync()),
        ("costs", _ => StorageCosts.RunAsync()),
        ("growth", _ => Growth.RunAsync()),
    ];

    /// <summary>Runs them.</summary>
    /// <param name="folder">Where <c>results.md</c> and <c>results.svg</c> are written.</param>
    /// <param name="only">The sections to be run; none for all.</param>
    public static async Task RunAsync(string folder, IReadOnlyList<string> only)
    {
        var watch = Stopwatch.StartNew();
        var chart = new BarChart("Hooks a second, and what else the machine can do", "each a second; more is better");
        List<ReportTable> tables = [];
        foreach (var (name, run) in Sections)
            if (only.Count == 0 || only.Contains(name)) tables.AddRange(await run(chart));

        var about = string.Create(CultureInfo.InvariantCulture, $"""
            # What was measured

            By `dotnet run -c Release --project tests/Gantry.Benchmarks -- all` in {watch.Elapsed.TotalMinutes:0} minutes. Machine: {Environment.ProcessorCount} shared cores of {Processor()}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}; caller, server and emulator share them, and others do too: compare within this run, not with numbers from elsewhere. {RuntimeInformation.FrameworkDescription}; Node-RED {NodeRed.Version}; storage is Azurite in memory, whose one thread is the limit of most of what follows.

            ![Hooks a second](results.svg)

            """);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "results.md"), about + "\n" + string.Join('\n', tables.Select(table => table.ToMarkdown())));
        if (only.Count == 0 || only.Contains("rates")) await File.WriteAllTextAsync(Path.Combine(folder, "results.svg"), chart.ToSvg());
        Console.WriteLine($"{Path.Combine(folder, "results.md")} in {watch.Elapsed.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture)} minutes");
    }

    private static string Processor() => File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
        : "an unnamed processor";
}
