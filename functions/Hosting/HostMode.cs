namespace Gantry.Functions.Hosting;

/// <summary>Which host runs this process (design 1).</summary>
/// <param name="CustomHandlerPort">The port that the Functions host gave to a custom handler; else null.</param>
/// <param name="IsIsolatedWorker">Whether the process is an isolated worker of the Functions host (<c>functions/Isolated</c>).</param>
internal sealed record HostMode(int? CustomHandlerPort, bool IsIsolatedWorker = false)
{
    /// <summary>Whether the Functions host sends invocations as HTTP requests.</summary>
    public bool IsCustomHandler => CustomHandlerPort is not null;

    /// <summary>Whether the Functions host feeds this process: then queues and timers come from it, and every connection is its own.</summary>
    public bool IsFunctionsHost => IsCustomHandler || IsIsolatedWorker;

    /// <summary>Reads the environment that the Functions host sets.</summary>
    /// <exception cref="FormatException">The port is not one.</exception>
    public static HostMode From(IConfiguration configuration)
    {
        if (configuration["FUNCTIONS_CUSTOMHANDLER_PORT"] is not { Length: > 0 } port) return new HostMode(null, configuration["FUNCTIONS_WORKER_RUNTIME"] == "dotnet-isolated");
        return ushort.TryParse(port, out var number) && number > 0
            ? new HostMode(number)
            : throw new FormatException($"FUNCTIONS_CUSTOMHANDLER_PORT: '{port}' is not a port.");
    }
}
