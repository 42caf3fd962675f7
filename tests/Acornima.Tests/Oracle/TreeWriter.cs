using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Acornima.Ast;

namespace Acornima.Tests.Oracle;

/// <summary>Writes a tree in the canonical form of oracle.mjs: a line a node, parents first, with type, place and what its children do not tell.</summary>
internal static class TreeWriter
{
    public static (int Count, string Hash) Hash(Program program)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var buffer = new StringBuilder();
        var count = 0;
        foreach (var line in Lines(program))
        {
            count++;
            buffer.Append(line);
            if (buffer.Length <= 65536) continue;
            hash.AppendData(Encoding.UTF8.GetBytes(buffer.ToString()));
            buffer.Clear();
        }

        hash.AppendData(Encoding.UTF8.GetBytes(buffer.ToString()));
        return (count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static IEnumerable<string> Lines(Program program)
    {
        var stack = new Stack<Node>([program]);
        while (stack.TryPop(out var node))
        {
            var location = node.Location;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{node.Type} {node.Start} {node.Range.End} {location.Start.Line}:{location.Start.Column} {location.End.Line}:{location.End.Column}{Details.Of(node)}\n");
            foreach (var child in node.ChildNodes.Reverse()) stack.Push(child);
        }
    }
}
