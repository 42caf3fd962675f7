using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Gantry.Benchmarks;

/// <summary>What benchmarks ask of a Gantry, as its administrator.</summary>
internal sealed class BenchClient : IDisposable
{
    /// <summary>The administrator's password on every server of a benchmark.</summary>
    public const string Password = "bench-pass-1";

    // Of the usual size of a build server's message.
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        text = "Build 4711 of gantry/main passed in 3 min 12 s",
        username = "ci",
        icon_emoji = ":robot_face:",
        attachments = new[] { new { color = "good", title = "Build 4711", title_link = "https://ci.example.com/builds/4711", text = "All checks passed. 1,204 tests, 0 failures." } },
    }));

    private readonly HttpClient _http;

    private BenchClient(HttpClient http) => _http = http;

    /// <summary>The server.</summary>
    public Uri Url => _http.BaseAddress!;

    /// <summary>The login token.</summary>
    public string Token => _http.DefaultRequestHeaders.GetValues("X-Auth-Token").Single();

    /// <summary>A client without a login: for the hooks of others.</summary>
    public static BenchClient Of(string url) => new(new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = new Uri(url) });

    /// <summary>Logs in.</summary>
    public static async Task<BenchClient> LoginAsync(string url)
    {
        var client = Of(url);
        using var login = await client._http.PostAsJsonAsync("/api/v1/login", new { user = "admin", password = Password });
        var data = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        client._http.DefaultRequestHeaders.Add("X-User-Id", data.GetProperty("userId").GetString());
        client._http.DefaultRequestHeaders.Add("X-Auth-Token", data.GetProperty("authToken").GetString());
        return client;
    }

    /// <summary>A new integration with a new room: gives the hook's path.</summary>
    public async Task<string> NewHookAsync(string script = "") => (await NewHookAndRoomAsync(script)).Hook;

    /// <summary>A new integration with a new room.</summary>
    public async Task<(string Hook, string Room)> NewHookAndRoomAsync(string script = "")
    {
        var name = "bench-" + Guid.NewGuid().ToString("N");
        var room = (await PostAsync("channels.create", new { name })).GetProperty("channel").GetProperty("_id").GetString()!;
        var integration = (await PostAsync("integrations.create", new { type = "webhook-incoming", name, enabled = true, username = "rocket.cat", channel = "#" + name, scriptEnabled = script.Length > 0, script })).GetProperty("integration");
        return ($"/hooks/{integration.GetProperty("_id").GetString()}/{integration.GetProperty("token").GetString()}", room);
    }

    /// <summary>A new outgoing integration that listens to a room.</summary>
    public Task NewListenerAsync(string room, string url) => PostAsync(
        "integrations.create",
        new { type = "webhook-outgoing", name = "bench-" + room, enabled = true, @event = "sendMessage", username = "rocket.cat", channel = "#" + room, urls = new[] { url }, scriptEnabled = false, retryFailedCalls = true });

    /// <summary>Calls a hook once and waits for the answer.</summary>
    public async Task CallAsync(string hook)
    {
        using var content = new ByteArrayContent(Payload) { Headers = { ContentType = new("application/json") } };
        using var response = await _http.PostAsync(hook, content);
        await response.Content.ReadAsByteArrayAsync();
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Reads from the API.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync("/api/v1/" + path);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Writes to the API.</summary>
    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync("/api/v1/" + path, body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Calls the API, or a path that begins with a slash, with any method and content.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/v1/" + path) { Content = content };
        using var response = await _http.SendAsync(request);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return response.Content.Headers.ContentType?.MediaType == "application/json" ? await response.Content.ReadFromJsonAsync<JsonElement>() : default;
    }

    public void Dispose() => _http.Dispose();
}
