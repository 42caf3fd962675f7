using System.Diagnostics;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages.RichText;

namespace Gantry.Tests.Workspace.Messages;

public sealed class MessageTreeTests
{
    [Theory]
    [InlineData("hi", "P(hi)")]
    [InlineData("a *bold* and **bold** word", "P(a ,BOLD(bold), and ,BOLD(bold), word)")]
    [InlineData("_it_ ~st~ ~~st~~", "P(ITALIC(it), ,STRIKE(st), ,STRIKE(st))")]
    [InlineData("*_both_*", "P(BOLD(ITALIC(both)))")]
    [InlineData("`a *b*`", "P(INLINE_CODE(a *b*))")]
    [InlineData("one\ntwo\n\nthree", "P(one) P(two) LINE_BREAK P(three)")]
    [InlineData("@ann.b, see #general.", "P(MENTION_USER(ann.b),, see ,MENTION_CHANNEL(general),.)")]
    [InlineData("mail a@b.org :smile: 10:30:20", "P(mail a@b.org ,EMOJI(smile), 10:30:20)")]
    [InlineData("https://example.org/a_b_c?x=1", "P(LINK(https://example.org/a_b_c?x=1|https://example.org/a_b_c?x=1))")]
    [InlineData("[the *site*](https://example.org)", "P(LINK(https://example.org|the ,BOLD(site)))")]
    [InlineData("[x](javascript:alert(1))", "P(x)")]
    [InlineData("# Title\ntext", "HEADING(Title) P(text)")]
    [InlineData("- a\n- b", "UNORDERED_LIST(LIST_ITEM(a),LIST_ITEM(b))")]
    [InlineData("1. a\n2. b\n   - c", "ORDERED_LIST(LIST_ITEM(a),LIST_ITEM(b),LIST_ITEM(c))")]
    [InlineData("> said\n> so", "QUOTE(P(said),P(so))")]
    [InlineData("```js\nlet a\n\nb\n```", "CODE(CODE_LINE(let a),CODE_LINE(),CODE_LINE(b))")]
    [InlineData("<b>no html</b> &amp;", "P(<b>no html</b> &amp;)")]
    [InlineData("    not code", "P(    not code)")]
    [InlineData("[a]: https://example.org", "P([a]: https://example.org)")]
    [InlineData("snake_case_name and 2 * 3 * 4", "P(snake_case_name and 2 * 3 * 4)")]
    [InlineData(@"\*not bold\*", "P(*not bold*)")]
    public void A_text_gives_rocket_chats_nodes(string text, string expected) => Assert.Equal(expected, string.Join(' ', MessageTree.Parse(text).Select(Draw)));

    [Theory]
    [InlineData("[")]
    [InlineData("*a_")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("![](")]
    [InlineData("`a")]
    [InlineData("~")]
    [InlineData(":a")]
    [InlineData("@")]
    [InlineData("<a")]
    [InlineData("http://")]
    [InlineData("\u0000\uFFFF")]
    public void Hostile_text_gives_a_tree_soon(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 5000 / piece.Length));
        var started = Stopwatch.GetTimestamp();
        var json = MessageTree.Parse(text).ToJsonString(RestJson.Options);
        Assert.StartsWith("[", json, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    private static string Draw(System.Text.Json.Nodes.JsonNode? node)
    {
        var (type, value) = (node!["type"]!.GetValue<string>(), node["value"]);
        return (type, value) switch
        {
            ("PLAIN_TEXT", _) => value!.GetValue<string>(),
            ("PARAGRAPH", _) => $"P({Children(value)})",
            ("LINK", _) => $"LINK({Draw(value!["src"])}|{Children(value["label"])})",
            (_, null) => type,
            (_, System.Text.Json.Nodes.JsonArray) => $"{type}({Children(value)})",
            _ => $"{type}({Draw(value)})",
        };
    }

    private static string Children(System.Text.Json.Nodes.JsonNode? nodes) => string.Join(',', nodes!.AsArray().Select(Draw));
}
