using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gantry.Functions.Workspace.Messages.RichText;

/// <summary>Plain text with the mentions of users and channels and the emoji in it.</summary>
internal static partial class TextNodes
{
    /// <summary>The nodes of a text.</summary>
    public static IEnumerable<JsonObject> Of(string text)
    {
        var end = 0;
        foreach (Match match in Pattern().Matches(text))
        {
            if (match.Index > end) yield return Node.Text(text[end..match.Index]);
            var name = match.Value[1..];
            yield return match.Value[0] switch
            {
                '@' => Node.Of("MENTION_USER", Node.Text(name)),
                '#' => Node.Of("MENTION_CHANNEL", Node.Text(name)),
                _ => Node.Emoji(name[..^1]),
            };
            end = match.Index + match.Length;
        }

        if (end < text.Length) yield return Node.Text(text[end..]);
    }

    [GeneratedRegex(@"(?<![0-9A-Za-z_.@#&/:-])(?:[@#][0-9A-Za-z_-](?:[0-9A-Za-z_.-]{0,62}[0-9A-Za-z_-])?|:[0-9a-z_+-]{1,50}:)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
