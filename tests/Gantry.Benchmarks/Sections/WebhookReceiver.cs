using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gantry.Benchmarks.Sections;

/// <summary>Receives outgoing webhooks on this machine.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    /// <summary>What the first call of a webhook is asked to wait for.</summary>
    public const int RetryAfterSeconds = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> _lateness = [];
    private int _received;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Calls that were taken.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>How long after its time each repeated call came, in milliseconds.</summary>
    public IReadOnlyList<double> Lateness => [.. _lateness.Order()];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>An address that takes everything, and says nothing.</summary>
    public string Silent => _app.Urls.First() + "/silent";

    /// <summary>An address that answers with a message to be posted.</summary>
    public string Answering => _app.Urls.First() + "/answering";

    /// <summary>The address of a command's service.</summary>
    public string Command => _app.Urls.First() + "/command";

    /// <summary>Where the command that was run last may be answered.</summary>
    public string LastResponseUrl { get; private set; } = "";

    /// <summary>An address that puts off the first call of each webhook.</summary>
    public string Busy => _app.Urls.First() + "/busy";

    /// <summary>Waits until so many calls were taken.</summary>
    public async Task WaitAsync(int calls)
    {
        var watch = Stopwatch.StartNew();
        for (; Received < calls; await Task.Delay(5))
            if (watch.Elapsed > Patience) throw new TimeoutException($"{calls} calls were to come, {Received} came.");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        var now = TimeProvider.System.GetTimestamp();
        if (context.Request.Path == "/command") LastResponseUrl = (await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body)).GetProperty("response_url").GetString()!;
        else await context.Request.Body.CopyToAsync(Stream.Null);
        if (context.Request.Path == "/busy")
        {
            var id = context.Request.Headers["webhook-id"].ToString();
            if (_refused.TryAdd(id, now))
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
                return;
            }

            _lateness.Add(TimeProvider.System.GetElapsedTime(_refused[id], now).TotalMilliseconds - (RetryAfterSeconds * 1000));
        }

        if (context.Request.Path == "/answering") await context.Response.WriteAsync("""{"text":"Deployed."}""");
        Interlocked.Increment(ref _received);
    }
}
