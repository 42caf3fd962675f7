using System.Text.RegularExpressions;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>Finds the links in a text.</summary>
internal static partial class Links
{
    private const int Most = 50;

    /// <summary>The http and https links, each once; null for none.</summary>
    public static IReadOnlyList<MessageUrl>? Find(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal)) return null;
        var urls = Pattern().Matches(text)
            .Select(match => match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '\'', '"', '*', '_', '~', '`'))
            .Where(url => Uri.TryCreate(url, UriKind.Absolute, out _))
            .Distinct(StringComparer.Ordinal)
            .Take(Most)
            .Select(url => new MessageUrl(url))
            .ToList();
        return urls.Count > 0 ? urls : null;
    }

    [GeneratedRegex(@"https?://[^\s<>|\\^{}]{1,2000}", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
