using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Hosting.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Isolated;

/// <summary>The whole application inside the worker: the same pipeline and the same workers as under the other hosts, fed by functions.</summary>
public sealed class GantryApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PipelineServer _server;

    private GantryApp(WebApplication app, PipelineServer server) => (_app, _server) = (app, server);

    /// <summary>Builds and starts it; it listens nowhere.</summary>
    /// <param name="args">The process's arguments.</param>
    /// <returns>The application.</returns>
    public static async Task<GantryApp> StartAsync(string[] args)
    {
        var server = new PipelineServer();
        var app = Program.Build([.. args, "--FUNCTIONS_WORKER_RUNTIME=dotnet-isolated"], services => services.AddSingleton<IServer>(server));
        await app.StartAsync();
        return new GantryApp(app, server);
    }

    /// <summary>Answers a request that the worker got.</summary>
    /// <param name="context">The worker's context of it.</param>
    /// <returns>A task that ends with the answer.</returns>
    public Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _server.ProcessAsync(context.Features);
    }

    /// <summary>Works on a message.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="text">The message's text.</param>
    /// <param name="dequeueCount">How often it was delivered, from 1.</param>
    /// <param name="cancellationToken">Set when the host stops.</param>
    /// <returns>A task that fails if the message has to come again.</returns>
    public Task WorkAsync(string function, string text, long dequeueCount, CancellationToken cancellationToken)
    {
        var registered = _app.Services.GetServices<QueueFunction>().Single(candidate => candidate.Name == function);
        return ((IQueueWorker)_app.Services.GetRequiredService(registered.Worker)).RunAsync(new QueueJob(text, (int)dequeueCount), cancellationToken);
    }

    /// <summary>Works at a schedule.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="cancellationToken">Set when the host stops.</param>
    /// <returns>A task that ends with the work.</returns>
    public Task WorkAsync(string function, CancellationToken cancellationToken)
    {
        var registered = _app.Services.GetServices<TimerFunction>().Single(candidate => candidate.Name == function);
        return ((ITimerWorker)_app.Services.GetRequiredService(registered.Worker)).RunAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
