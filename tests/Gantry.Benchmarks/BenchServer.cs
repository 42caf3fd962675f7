using Microsoft.AspNetCore.Builder;

namespace Gantry.Benchmarks;

/// <summary>A whole Gantry in this process, whose storage requests can be counted.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchServer(WebApplication app, BenchClient client) => (_app, Client) = (app, client);

    /// <summary>Its administrator.</summary>
    public BenchClient Client { get; }

    /// <summary>The settings of every server of a benchmark: no rate limits, and receivers on this machine.</summary>
    public static Dictionary<string, string> Settings(string connectionString) => new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage"] = connectionString,
        ["ADMIN_PASS"] = BenchClient.Password,
        ["API_Enable_Rate_Limiter"] = "false",
        ["Egress:AllowedNetworks"] = "127.0.0.1",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    /// <summary>Starts it on an emulator.</summary>
    public static async Task<BenchServer> StartAsync(string connectionString)
    {
        var app = Program.Build(["--urls=http://127.0.0.1:0", .. Settings(connectionString).Select(setting => $"--{setting.Key}={setting.Value}")]);
        await app.StartAsync();
        return new BenchServer(app, await BenchClient.LoginAsync(app.Urls.First()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
