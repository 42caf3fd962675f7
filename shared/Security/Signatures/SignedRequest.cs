namespace Gantry.Shared.Security.Signatures;

/// <summary>The parts of a request that signatures cover.</summary>
/// <param name="Header">Gives a header's value, or null if it is not there or blank.</param>
/// <param name="Body">The body, byte for byte as received.</param>
public sealed record SignedRequest(Func<string, string?> Header, ReadOnlyMemory<byte> Body);
