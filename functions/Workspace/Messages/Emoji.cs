using System.Text.RegularExpressions;
using Markdig.Extensions.Emoji;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>The emoji that there are: the shortcodes of Markdig, with or without a skin tone. A workspace has no emoji of its own.</summary>
internal static partial class Emoji
{
    private static readonly IDictionary<string, string> Shortcodes = EmojiMapping.GetDefaultEmojiShortcodeToUnicode();

    /// <summary>The shortcode with its colons.</summary>
    /// <exception cref="ApiException">422: there is no such emoji.</exception>
    public static string Require(string text)
    {
        var code = $":{text.Trim().Trim(':')}:";
        return Shortcodes.ContainsKey(SkinTone().Replace(code, ":"))
            ? code
            : throw ApiException.Invalid("error-not-allowed", "Invalid emoji provided.", new { emoji = text });
    }

    [GeneratedRegex("_tone[1-5]:$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SkinTone();
}
