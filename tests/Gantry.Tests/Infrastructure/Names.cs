namespace Gantry.Tests.Infrastructure;

/// <summary>Names that no other test uses.</summary>
internal static class Names
{
    private static int _last;

    public static string New(string prefix) => $"{prefix}-{Interlocked.Increment(ref _last)}";
}
