namespace Gantry.Functions.Hosting.Timers;

/// <summary>Works at a schedule. More than one instance may run it at once.</summary>
internal interface ITimerWorker
{
    /// <summary>Runs once.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>A function that a timer triggers: the folder <c>Triggers/NAME</c> declares the same to the Functions host.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Every">The pause between two runs.</param>
/// <param name="Worker">An <see cref="ITimerWorker"/>.</param>
internal sealed record TimerFunction(string Name, TimeSpan Every, Type Worker);

/// <summary>How slices register their timer functions.</summary>
internal static class TimerFunctionSetup
{
    /// <summary>Registers a worker.</summary>
    public static IServiceCollection AddTimerFunction<TWorker>(this IServiceCollection services, string name, TimeSpan every)
        where TWorker : class, ITimerWorker =>
        services.AddSingleton<TWorker>().AddSingleton(new TimerFunction(name, every, typeof(TWorker)));
}
