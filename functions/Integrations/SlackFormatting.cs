using System.Text.RegularExpressions;

namespace Gantry.Functions.Integrations;

/// <summary>
/// Translates Slack's markup of links and mentions into Rocket.Chat's: <c>&lt;url|label&gt;</c>, <c>&lt;@U1|name&gt;</c>, <c>&lt;#C1|name&gt;</c>,
/// <c>&lt;!here&gt;</c>; and the three entities that Slack escapes. All else stays as it is.
/// </summary>
internal static partial class SlackFormatting
{
    /// <summary>Translates a text.</summary>
    public static string Translate(string text)
    {
        if (text.AsSpan().IndexOfAny('<', '&') < 0) return text;
        return Markup().Replace(text, Translate)
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
    }

    private static string Translate(Match match)
    {
        var (kind, target, label) = (match.Groups["kind"].Value, match.Groups["target"].Value, match.Groups["label"].Value);
        return kind switch
        {
            "@" => "@" + (label.Length > 0 ? label.TrimStart('@') : target),
            "#" => "#" + (label.Length > 0 ? label.TrimStart('#') : target),
            "!" => target switch
            {
                "here" or "channel" or "everyone" or "group" => target == "here" ? "@here" : "@all",
                _ => label.Length > 0 ? label : match.Value,
            },
            _ => label.Length > 0 ? $"[{label}]({target})" : target,
        };
    }

    [GeneratedRegex(@"<(?:(?<kind>[@#!])(?<target>[^|<>\s]+)|(?<kind>)(?<target>(?:https?://|mailto:|tel:)[^|<>\s]+))(?:\|(?<label>[^<>]*))?>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();
}
