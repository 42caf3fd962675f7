using System.Text;
using System.Text.Json.Nodes;
using Markdig.Syntax.Inlines;

namespace Gantry.Functions.Workspace.Messages.RichText;

/// <summary>What stands within a line: emphasis, code, links, and text with its mentions and emoji.</summary>
internal static class InlineNodes
{
    private static readonly string[] Schemes = ["http", "https", "mailto", "tel", "ftp"];

    /// <summary>The nodes of a whole container; its line ends become spaces.</summary>
    public static JsonArray Of(ContainerInline? container)
    {
        var nodes = new JsonArray();
        foreach (var line in Lines(container))
        {
            if (nodes.Count > 0) nodes.Add(Node.Text(" "));
            foreach (var node in line.ToList())
            {
                line.Remove(node);
                nodes.Add(node);
            }
        }

        return nodes;
    }

    /// <summary>The nodes of each line of a container.</summary>
    public static IEnumerable<JsonArray> Lines(ContainerInline? container)
    {
        var line = new LineBuilder();
        foreach (var inline in container ?? Enumerable.Empty<Inline>())
        {
            if (inline is LineBreakInline)
            {
                yield return line.Build();
                line = new LineBuilder();
            }
            else
            {
                line.Add(inline);
            }
        }

        yield return line.Build();
    }

    private sealed class LineBuilder
    {
        private readonly JsonArray _nodes = [];
        private readonly StringBuilder _text = new();

        public void Add(Inline inline)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    _text.Append(literal.Content.AsSpan());
                    break;
                case EmphasisInline emphasis:
                    AddNode(Node.Of(emphasis.DelimiterChar switch { '*' => "BOLD", '_' => "ITALIC", _ => "STRIKE" }, Of(emphasis)));
                    break;
                case CodeInline code:
                    AddNode(Node.Of("INLINE_CODE", Node.Text(code.Content)));
                    break;
                case LinkInline link:
                    AddLink(link.Url ?? "", link);
                    break;
                case AutolinkInline auto:
                    AddNode(Node.Link((auto.IsEmail ? "mailto:" : "") + auto.Url, [Node.Text(auto.Url)]));
                    break;
                case ContainerInline container:
                    foreach (var child in container) Add(child);
                    break;
            }
        }

        public JsonArray Build()
        {
            FlushText();
            return _nodes;
        }

        // An address of another scheme could run in the reader's client: only its label is shown.
        private void AddLink(string url, LinkInline link)
        {
            var isSafe = url.StartsWith('/') || Schemes.Any(scheme => url.StartsWith(scheme + ":", StringComparison.OrdinalIgnoreCase));
            if (isSafe) AddNode(Node.Link(url, Of(link) is { Count: > 0 } label ? label : [Node.Text(url)]));
            else
                foreach (var child in link) Add(child);
        }

        private void AddNode(JsonObject node)
        {
            FlushText();
            _nodes.Add(node);
        }

        private void FlushText()
        {
            if (_text.Length == 0) return;
            foreach (var node in TextNodes.Of(_text.ToString())) _nodes.Add(node);
            _text.Clear();
        }
    }
}
