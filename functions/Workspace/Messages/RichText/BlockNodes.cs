using System.Text.Json.Nodes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Gantry.Functions.Workspace.Messages.RichText;

/// <summary>Blocks: paragraphs (one a line), headings, lists, quotes and code; blank lines between paragraphs are line breaks.</summary>
internal static class BlockNodes
{
    /// <summary>The nodes of a container's blocks.</summary>
    public static JsonArray Of(ContainerBlock container, string source)
    {
        var nodes = new JsonArray();
        Block? before = null;
        foreach (var block in container)
        {
            if (before is ParagraphBlock && block is ParagraphBlock) nodes.Add(Node.LineBreak());
            Add(nodes, block, source);
            before = block;
        }

        return nodes;
    }

    private static void Add(JsonArray nodes, Block block, string source)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                AddLines(nodes, paragraph.Inline);
                break;
            case HeadingBlock heading:
                nodes.Add(Node.Heading(heading.Level, InlineNodes.Of(heading.Inline)));
                break;
            case CodeBlock code:
                nodes.Add(Node.Code((code as FencedCodeBlock)?.Info, code.Lines.ToString().Split('\n')));
                break;
            case QuoteBlock quote:
                nodes.Add(Node.Of("QUOTE", Of(quote, source)));
                break;
            case ListBlock list:
                nodes.Add(Node.Of(list.IsOrdered ? "ORDERED_LIST" : "UNORDERED_LIST", Items(list, source)));
                break;
            default:
                // Reference definitions and the like, which Rocket.Chat does not know: what was written stays readable.
                var text = block.Span.Start >= 0 && block.Span.End < source.Length && block.Span.Length > 0 ? source.Substring(block.Span.Start, block.Span.Length) : "";
                if (text.Length > 0) nodes.Add(Node.Paragraph([Node.Text(text)]));
                break;
        }
    }

    private static void AddLines(JsonArray nodes, ContainerInline? inlines)
    {
        foreach (var line in InlineNodes.Lines(inlines)) nodes.Add(Node.Paragraph(line));
    }

    // Rocket.Chat's lists are flat: the items of an inner list follow the one that holds it.
    private static JsonArray Items(ListBlock list, string source)
    {
        var items = new JsonArray();
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var value = new JsonArray();
            foreach (var paragraph in item.OfType<LeafBlock>())
                foreach (var node in InlineNodes.Of(paragraph.Inline).ToList()) value.Add(Detach(node));
            items.Add(Node.Item(value, list.IsOrdered ? item.Order : null));
            foreach (var inner in item.OfType<ListBlock>())
                foreach (var node in Items(inner, source).ToList()) items.Add(Detach(node));
        }

        return items;
    }

    private static JsonNode? Detach(JsonNode? node)
    {
        (node?.Parent as JsonArray)?.Remove(node);
        return node;
    }
}
