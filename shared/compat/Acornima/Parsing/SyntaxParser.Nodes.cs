using System.Runtime.InteropServices;
using Acornima.Ast;

namespace Acornima.Parsing;

// Making nodes and lists of them.
internal sealed partial class SyntaxParser
{
    /// <summary>Nodes of lists that are not complete yet; inner lists lie above outer ones.</summary>
    private readonly List<Node?> _nodes = [];

    private Marker Start() => new(Token.Start, Token.From);

    private T Finish<T>(T node, in Marker marker) where T : Node
    {
        node.Place(marker.Index, _prevEnd, marker.From, _prevTo, _sourceFile);
        _onNode?.Invoke(node, new OnNodeContext(_input, null));
        return node;
    }

    /// <summary>Finishes a node that makes a scope, and leaves the scope.</summary>
    private T FinishScope<T>(T node, in Marker marker, ScopeFrame frame) where T : Node
    {
        node.Place(marker.Index, _prevEnd, marker.From, _prevTo, _sourceFile);
        _onNode?.Invoke(node, new OnNodeContext(_input, frame));
        PopScope();
        return node;
    }

    /// <summary>Finishes a node that takes the place of another.</summary>
    private T FinishAs<T>(T node, Node other) where T : Node
    {
        node.Place(other.Start, other.End, other.LocationRef.Start, other.LocationRef.End, _sourceFile);
        _onNode?.Invoke(node, new OnNodeContext(_input, null));
        return node;
    }

    /// <summary>Takes the nodes of the innermost list.</summary>
    private NodeList<T> TakeNodes<T>(int mark) where T : Node?
    {
        var count = _nodes.Count - mark;
        if (count == 0) return default;
        var items = new T[count];
        for (var i = 0; i < count; i++) items[i] = (T)_nodes[mark + i]!;
        _nodes.RemoveRange(mark, count);
        return new NodeList<T>(items);
    }

    /// <summary>Where a node begins.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Marker(int Index, Position From);
}
