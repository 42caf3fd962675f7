using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Scripting;
using Microsoft.Extensions.Options;

namespace Gantry.Benchmarks;

/// <summary>What a script costs: the sandbox alone, hooks a second with and without one, in turns, and the first scripted answer of a cold process.</summary>
internal static class Scripts
{
    private const int Connections = 16;
    private const int Rounds = 5;
    private const int Runs = 20_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    // The script of seed 000.
    internal const string Script = """
        class Script {
          process_incoming_request({ request }) {
            let text = request.content.text;
            if (text.includes('ERROR')) {
              return { content: { text: ':rotating_light: **ERROR DETECTED** :rotating_light:\n' + text, attachments: [{ color: 'danger', text: 'An error has occurred in the system' }] } };
            }
            return { content: { text: text, channel: request.content.channel } };
          }
        }
        """;

    public static async Task RunAsync()
    {
        await SandboxAsync();
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        await using var server = await BenchServer.StartAsync(azurite.ConnectionString);
        var first = await server.Client.NewHookAsync(Script);
        var watch = Stopwatch.StartNew();
        await server.Client.CallAsync(first);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first scripted hook of a running server: {watch.Elapsed.TotalMilliseconds:F0} ms"));

        List<double> plain = [], scripted = [];
        for (var round = -1; round < Rounds; round++)
        {
            var (without, with) = (await server.Client.NewHookAsync(), await server.Client.NewHookAsync(Script));
            var plainLoad = await Load.RunAsync(Connections, Duration, () => server.Client.CallAsync(without));
            var scriptedLoad = await Load.RunAsync(Connections, Duration, () => server.Client.CallAsync(with));
            if (round < 0) continue;
            plain.Add(plainLoad.CpuMilliseconds);
            scripted.Add(scriptedLoad.CpuMilliseconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"without script {plainLoad.PerSecond:F0} hooks/s, with {scriptedLoad.PerSecond:F0}; CPU ms a hook, its caller included: {plainLoad.CpuMilliseconds:F3} and {scriptedLoad.CpuMilliseconds:F3}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: {Load.Median(plain):F3} without, {Load.Median(scripted):F3} with"));
    }

    private static async Task SandboxAsync()
    {
        var options = Options.Create(new ScriptOptions());
        using var http = new ScriptHttp(Options.Create(new Gantry.Shared.Egress.EgressOptions()));
        using var pools = new ScriptPools(options, http, TimeProvider.System);
        using var runner = new ScriptRunner(pools, options, TimeProvider.System);
        var body = Encoding.UTF8.GetBytes("""{"text":"Build 4711 of gantry/main passed in 3 min 12 s","username":"ci"}""");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["content-type"] = "application/json", ["user-agent"] = "bench" };
        var request = new ScriptRequest("/hooks/a/b", "", headers, headers, new ScriptUser("u", "U", "u"), JsonSerializer.Deserialize<JsonElement>(body), body);

        var integration = new Integration
        {
            Id = "bench",
            Type = Integration.Incoming,
            Name = "bench",
            Username = "u",
            UserId = "u",
            CreatedBy = new UserReference("u", "u"),
            Script = Script,
        };

        var watch = Stopwatch.StartNew();
        await RunOnceAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cold process to the first result of a script, sandbox alone: {watch.Elapsed.TotalMilliseconds:F0} ms"));
        for (var round = 0; round < 3; round++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < Runs; i++) await RunOnceAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sandbox alone, warm: {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Runs:F1} us CPU a run"));
        }

        async Task RunOnceAsync()
        {
            var run = await runner.RunAsync(integration, ScriptRequest.Method, request.ToValue, CancellationToken.None);
            if (run.FailureCode is not null) throw new InvalidOperationException(run.Error?.Message);
        }
    }
}
