using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gantry.Functions.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Gantry.Benchmarks;

/// <summary>A whole Gantry in this process on a storage emulator of its own, and what benchmarks ask of it.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        text = "Build 4711 of gantry/main passed in 3 min 12 s",
        username = "ci",
        icon_emoji = ":robot_face:",
        attachments = new[] { new { color = "good", title = "Build 4711", title_link = "https://ci.example.com/builds/4711", text = "All checks passed. 1,204 tests, 0 failures." } },
    }));

    private readonly AzuriteProcess _azurite;
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private BenchServer(AzuriteProcess azurite, WebApplication app, HttpClient http) => (_azurite, _app, _http) = (azurite, app, http);

    public string ConnectionString => _azurite.ConnectionString;

    public static async Task<BenchServer> StartAsync()
    {
        var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        var app = Program.Build(["--urls=http://127.0.0.1:0", $"--AzureWebJobsStorage={azurite.ConnectionString}", "--ADMIN_PASS=bench-pass-1", "--API_Enable_Rate_Limiter=false", "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync();
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = new Uri(app.Urls.First()) };
        using var login = await http.PostAsJsonAsync("/api/v1/login", new { user = "admin", password = "bench-pass-1" });
        var data = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        http.DefaultRequestHeaders.Add("X-User-Id", data.GetProperty("userId").GetString());
        http.DefaultRequestHeaders.Add("X-Auth-Token", data.GetProperty("authToken").GetString());
        return new BenchServer(azurite, app, http);
    }

    /// <summary>A new integration with a new room: gives the hook's path.</summary>
    public async Task<string> NewHookAsync(string script = "")
    {
        var name = "bench-" + Guid.NewGuid().ToString("N");
        await ApiAsync("channels.create", new { name });
        var integration = (await ApiAsync("integrations.create", new { type = "webhook-incoming", name, enabled = true, username = "rocket.cat", channel = "#" + name, scriptEnabled = script.Length > 0, script })).GetProperty("integration");
        return $"/hooks/{integration.GetProperty("_id").GetString()}/{integration.GetProperty("token").GetString()}";
    }

    /// <summary>Calls the hook once and waits for the answer.</summary>
    public async Task CallAsync(string hook)
    {
        using var content = new ByteArrayContent(Payload) { Headers = { ContentType = new("application/json") } };
        using var response = await _http.PostAsync(hook, content);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Calls <c>/api/v1/</c> and the path as the admin.</summary>
    public Task<JsonElement> ApiAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    /// <summary>Calls <c>/api/v1/</c> and the path with any method and body.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/v1/" + path) { Content = content };
        using var response = await _http.SendAsync(request);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return response.Content.Headers.ContentType?.MediaType == "application/json" ? await response.Content.ReadFromJsonAsync<JsonElement>() : default;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
