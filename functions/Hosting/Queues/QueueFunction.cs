namespace Gantry.Functions.Hosting.Queues;

/// <summary>A message as a worker gets it, whichever host delivered it.</summary>
/// <param name="Text">The decoded text.</param>
/// <param name="DequeueCount">How often it was delivered, from 1.</param>
internal sealed record QueueJob(string Text, int DequeueCount);

/// <summary>Works on the messages of one queue. A worker that throws gets the message again, until it is poison.</summary>
internal interface IQueueWorker
{
    /// <summary>Works on one message; must stand being called again with the same one.</summary>
    Task RunAsync(QueueJob job, CancellationToken cancellationToken);
}

/// <summary>A function that a queue triggers: the folder <c>Triggers/NAME</c> declares the same to the Functions host.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Worker">An <see cref="IQueueWorker"/>.</param>
internal sealed record QueueFunction(string Name, string Queue, Type Worker);

/// <summary>How slices register their queue functions.</summary>
internal static class QueueFunctionSetup
{
    /// <summary>Registers what delivers messages to workers: the pump, or the Functions host's invocations.</summary>
    public static WebApplicationBuilder AddQueueFunctions(this WebApplicationBuilder builder)
    {
        builder.AddSettings<QueuePumpOptions>("Queues");
        builder.Services.AddSingleton(HostJson.ReadQueueSettings());
        builder.Services.AddSingleton<QueueBell>();
        builder.Services.AddHostedService<QueuePump>();
        builder.Services.AddHostedService<Timers.TimerPump>();
        return builder;
    }

    /// <summary>Registers a worker.</summary>
    public static IServiceCollection AddQueueFunction<TWorker>(this IServiceCollection services, string name, string queue)
        where TWorker : class, IQueueWorker =>
        services.AddSingleton<TWorker>().AddSingleton(new QueueFunction(name, queue, typeof(TWorker)));
}
