namespace Gantry.Functions.Hosting;

/// <summary>Which of the two hosts runs this process (design 1).</summary>
/// <param name="CustomHandlerPort">The port that the Functions host gave; null when standalone.</param>
internal sealed record HostMode(int? CustomHandlerPort)
{
    /// <summary>Whether the Functions host feeds this process.</summary>
    public bool IsCustomHandler => CustomHandlerPort is not null;

    /// <summary>Reads the environment that the Functions host sets.</summary>
    /// <exception cref="FormatException">The port is not one.</exception>
    public static HostMode From(IConfiguration configuration)
    {
        if (configuration["FUNCTIONS_CUSTOMHANDLER_PORT"] is not { Length: > 0 } port) return new HostMode((int?)null);
        return ushort.TryParse(port, out var number) && number > 0
            ? new HostMode(number)
            : throw new FormatException($"FUNCTIONS_CUSTOMHANDLER_PORT: '{port}' is not a port.");
    }
}
