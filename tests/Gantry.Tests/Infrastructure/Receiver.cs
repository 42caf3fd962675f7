using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gantry.Tests.Infrastructure;

/// <summary>A call that a receiver got.</summary>
internal sealed record ReceiverCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset At)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>The <c>webhook-id</c>.</summary>
    public string Id => Headers["webhook-id"];
}

/// <summary>An outside service on the loopback address: keeps what it is called with, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    /// <summary>The setting that lets a server call it.</summary>
    public const string Allowed = "Egress:AllowedNetworks=127.0.0.0/8";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceiverCall> _calls = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What it was called with so far, in order.</summary>
    public IReadOnlyList<ReceiverCall> Calls => [.. _calls];

    public string Url => _app.Urls.First() + "/receive";

    /// <summary>Starts one that answers with a status and nothing else.</summary>
    public static Task<Receiver> StartAsync(int status = 200) => StartAsync((_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>Starts one that answers with JSON.</summary>
    public static Task<Receiver> StartAsync(object answer) => StartAsync((_, context) => context.Response.WriteAsJsonAsync(answer));

    /// <summary>Starts one that a test makes answer.</summary>
    public static async Task<Receiver> StartAsync(Func<ReceiverCall, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
            var call = new ReceiverCall(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, await reader.ReadToEndAsync(), TimeProvider.System.GetUtcNow());
            receiver._calls.Enqueue(call);
            await answer(call, context);
        });
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits for a number of calls, and gives them.</summary>
    public async Task<IReadOnlyList<ReceiverCall>> WaitAsync(int count = 1)
    {
        await Eventually.TrueAsync(() => Task.FromResult(_calls.Count >= count));
        return Calls;
    }

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }
}
