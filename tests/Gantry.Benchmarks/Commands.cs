namespace Gantry.Benchmarks;

/// <summary>The benchmarks by name.</summary>
internal static class Commands
{
    private const string Help = """
        usage: dotnet run -c Release --project tests/Gantry.Benchmarks -- COMMAND

          all [SECTION…] the report: tests/Gantry.Benchmarks/results.md and .svg; sections of it (rates, deliveries, costs, growth) into a temporary folder
          transactions   storage requests of an incoming hook at 1, 16 and 64 connections, counted
          endpoints      storage requests of each call that the seeds name, counted one call at a time
          throughput     hooks a second against raw group-committed inserts of the same rows, in turns
          scripts        processor time of a hook with and without a script, and the time to the first scripted answer
          coldstart      start of the published handler to its first 200 (run infra/package first)
        """;

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["all", .. var sections]:
                await FullRun.RunAsync(sections.Length == 0 ? "tests/Gantry.Benchmarks" : Path.GetTempPath(), sections);
                return 0;
            case ["transactions"]:
                await TransactionsPerHook.RunAsync();
                return 0;
            case ["endpoints"]:
                await TransactionsPerEndpoint.RunAsync();
                return 0;
            case ["throughput"]:
                await HookThroughput.RunAsync();
                return 0;
            case ["scripts"]:
                await Scripts.RunAsync();
                return 0;
            case ["coldstart"]:
                await ColdStart.RunAsync("infra/bin/app");
                return 0;
            case ["coldstart", var app]:
                await ColdStart.RunAsync(app);
                return 0;
            default:
                Console.WriteLine(Help);
                return args is [] or ["--help"] ? 0 : 1;
        }
    }
}
