using System.Globalization;
using System.Net;

namespace Gantry.Functions.Identity.Avatars;

/// <summary>The picture of whoever has none: the first letter of the name on a colour that depends on the name alone.</summary>
internal static class InitialsPicture
{
    private static readonly string[] Colors =
        ["#b3261e", "#ad1457", "#7b1fa2", "#512da8", "#303f9f", "#1565c0", "#01579b", "#006064", "#00695c", "#2e7d32", "#33691e", "#8d6e00", "#a84300", "#bf360c", "#5d4037", "#455a64"];

    /// <summary>Draws.</summary>
    /// <param name="name">The name; what is not text of one is escaped.</param>
    public static string Svg(string name)
    {
        var letter = name.Length == 0 ? "?" : StringInfo.GetNextTextElement(name.TrimStart('@', '.', '_', '-') is { Length: > 0 } rest ? rest : name).ToUpperInvariant();
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200"><rect width="100%" height="100%" fill="{ColorOf(name)}"/><text x="50%" y="50%" dy="0.36em" text-anchor="middle" fill="#ffffff" font-family="Helvetica, Arial, sans-serif" font-size="125">{WebUtility.HtmlEncode(letter)}</text></svg>
            """;
    }

    // The same in every process, which string.GetHashCode is not.
    private static string ColorOf(string name)
    {
        var sum = 17;
        foreach (var c in name) sum = unchecked((sum * 31) + c);
        return Colors[(sum & int.MaxValue) % Colors.Length];
    }
}
