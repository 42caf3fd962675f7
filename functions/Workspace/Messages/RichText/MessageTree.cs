using System.Buffers;
using System.Text.Json.Nodes;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace Gantry.Functions.Workspace.Messages.RichText;

/// <summary>
/// The tree of a message's text as clients draw it: Markdown's structure with Rocket.Chat's conventions (<c>*bold*</c>, <c>_italic_</c>, <c>~strike~</c>, a line
/// is a paragraph; no HTML, no entities, no indented code). Text of any kind gives a tree: what nests too deep is plain text.
/// </summary>
internal static class MessageTree
{
    private const int MaxDepth = 12;

    private static readonly SearchValues<char> Special = SearchValues.Create("*_~`[]<>#@:\\!+-=|&\r\n\t");
    private static readonly MarkdownPipeline Pipeline = CreatePipeline();

    /// <summary>Parses a text that is not blank.</summary>
    public static JsonArray Parse(string text)
    {
        if (IsPlain(text)) return Plain(text);
        try
        {
            return BlockNodes.Of(Markdown.Parse(text, Pipeline), text);
        }
        catch (ArgumentException)
        {
            // Markdig's answer to what nests deeper than the limit.
            return Plain(text);
        }
    }

    // Most messages are words alone: they need no parser.
    private static bool IsPlain(string text) =>
        text.AsSpan().IndexOfAny(Special) < 0 && !char.IsAsciiDigit(text.TrimStart()[0]) && !text.Contains("www.", StringComparison.OrdinalIgnoreCase);

    private static JsonArray Plain(string text) => [Node.Paragraph([Node.Text(text)])];

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = MaxDepth };
        builder.BlockParsers.TryRemove<HtmlBlockParser>();
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        builder.BlockParsers.TryRemove<ThematicBreakParser>();
        builder.InlineParsers.TryRemove<HtmlEntityParser>();
        builder.BlockParsers.Find<ParagraphBlockParser>()!.ParseSetextHeadings = false;
        builder.InlineParsers.Find<EmphasisInlineParser>()!.EmphasisDescriptors.Add(new EmphasisDescriptor('~', 1, 2, enableWithinWord: true));
        builder.InlineParsers.Find<AutolinkInlineParser>()!.Options.EnableHtmlParsing = false;
        builder.UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true });
        return builder.Build();
    }
}
