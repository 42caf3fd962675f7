using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Gantry.Tests.Infrastructure;

/// <summary>What a custom handler answered to an invocation.</summary>
internal sealed record Invocation(HttpStatusCode Status, string Text)
{
    /// <summary>Whether the host would complete the invocation: 200 and a JSON object with <c>Outputs</c>.</summary>
    public bool Succeeded => Status == HttpStatusCode.OK && Body.GetProperty("Outputs").ValueKind == JsonValueKind.Object;

    public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Text);
}

/// <summary>Plays the Azure Functions host against a custom handler: what it sends, byte for byte, is in <c>custom-handler-contract.md</c>.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly IAsyncDisposable? _owned;

    private FunctionsHost(HttpClient http, IAsyncDisposable? owned) => (_http, _owned) = (http, owned);

    /// <summary>The whole application as a custom handler in this process.</summary>
    public static async Task<(FunctionsHost Host, GantryServer Server)> StartAsync(params string[] settings)
    {
        var server = await GantryServer.StartAsync([$"FUNCTIONS_CUSTOMHANDLER_PORT={FreePort.Next()}", .. settings]);
        var host = new FunctionsHost(server.Http, server);
        await host.PingUntilReadyAsync();
        return (host, server);
    }

    /// <summary>Feeds a handler that the test made.</summary>
    public static FunctionsHost For(WebApplication app) => new(new HttpClient { BaseAddress = new Uri(app.Urls.First()) }, app);

    /// <summary>Feeds a child process.</summary>
    public static FunctionsHost For(GantryProcess process) => new(process.Http, process);

    /// <summary>The host believes a handler ready at any HTTP answer, and gives up after 30 s.</summary>
    public async Task<HttpStatusCode> PingUntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var answer = await _http.GetAsync("/", patience.Token);
                return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }

    /// <summary>Forwards a caller's request, with its <c>Content-Length</c>, or chunked as the streaming proxy does.</summary>
    public Task<HttpResponseMessage> ForwardAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json", bool chunked = false)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { { "X-Azure-Functions-InvocationId", Guid.NewGuid().ToString() }, { "X-Azure-Functions-HostVersion", "4.1041.0" } } };
        if (chunked) request.Headers.TransferEncodingChunked = true;
        if (body is not null)
        {
            request.Content = chunked ? new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return _http.SendAsync(request);
    }

    /// <summary>Invokes a queue function with a message's text, which the host encodes as JSON once more.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="text">The text as it was sent.</param>
    /// <param name="dequeueCount">As the host writes it: a number, or a JSON-encoded string.</param>
    public Task<Invocation> InvokeQueueAsync(string function, string text, JsonNode? dequeueCount = null)
    {
        var data = new JsonObject { ["message"] = JsonSerializer.Serialize(text) };
        return PostAsync(function, new JsonObject { ["Data"] = data, ["Metadata"] = QueueMetadata(dequeueCount ?? "1") });
    }

    /// <summary>Invokes a queue function with a message that the host took for JSON itself.</summary>
    public Task<Invocation> InvokeQueueAsync(string function, JsonObject message) =>
        PostAsync(function, new JsonObject { ["Data"] = new JsonObject { ["message"] = message }, ["Metadata"] = QueueMetadata(1) });

    /// <summary>Invokes a timer function.</summary>
    public Task<Invocation> InvokeTimerAsync(string function)
    {
        var timer = new JsonObject { ["Schedule"] = new JsonObject { ["AdjustForDST"] = true }, ["ScheduleStatus"] = null, ["IsPastDue"] = false };
        return PostAsync(function, new JsonObject { ["Data"] = new JsonObject { ["timer"] = timer }, ["Metadata"] = new JsonObject { ["sys"] = Sys(function) } });
    }

    /// <summary>Posts a payload as it is.</summary>
    public async Task<Invocation> PostAsync(string function, JsonNode payload) => await PostAsync(function, payload.ToJsonString());

    /// <summary>Posts a text as it is.</summary>
    public async Task<Invocation> PostAsync(string function, string payload)
    {
        using var answer = await ForwardAsync(HttpMethod.Post, "/" + function, payload);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return new Invocation(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_owned is not null) await _owned.DisposeAsync();
    }

    private static JsonObject QueueMetadata(JsonNode dequeueCount) => new()
    {
        ["DequeueCount"] = dequeueCount,
        ["ExpirationTime"] = "2030-01-01T00:00:00+00:00",
        ["Id"] = JsonSerializer.Serialize(Guid.NewGuid().ToString()),
        ["InsertionTime"] = "2025-01-01T00:00:00+00:00",
        ["NextVisibleTime"] = "2025-01-01T00:10:00+00:00",
        ["PopReceipt"] = JsonSerializer.Serialize("AgAAAAMAAAAAAAAA"),
        ["sys"] = Sys("queue"),
    };

    private static JsonObject Sys(string function) => new() { ["MethodName"] = function, ["UtcNow"] = DateTime.UnixEpoch.ToString("O", CultureInfo.InvariantCulture), ["RandGuid"] = Guid.NewGuid().ToString() };
}
