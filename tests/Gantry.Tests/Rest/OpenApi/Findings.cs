namespace Gantry.Tests.Rest.OpenApi;

/// <summary>A parameter that a call reads.</summary>
/// <param name="Path">Its name, with the objects around it.</param>
/// <param name="Type">As which it is read.</param>
/// <param name="IsRequired">Whether every call needs it.</param>
internal sealed record Read(string Path, string Type, bool IsRequired);

/// <summary>A refusal that a call may be answered.</summary>
internal sealed record Refusal(int Status, string ErrorType);

/// <summary>What a piece of code reads of a request, and how it may refuse.</summary>
internal sealed class Findings
{
    public HashSet<Read> Reads { get; } = [];

    public HashSet<Refusal> Refusals { get; } = [];

    /// <summary>Takes over what another piece found that this one runs always or perhaps.</summary>
    public void Add(Findings other, bool isCertain)
    {
        foreach (var read in other.Reads) Reads.Add(isCertain ? read : read with { IsRequired = false });
        Refusals.UnionWith(other.Refusals);
    }
}

/// <summary>A route as the code maps it.</summary>
internal sealed record MappedRoute(string Method, string Pattern, string? Summary, Findings Findings);
