using System.Text;
using Acornima.Ast;

namespace Acornima.Tests.Infrastructure;

internal static class Sources
{
    /// <summary>Reads a source as Node does: a byte-order mark stays.</summary>
    public static string Read(string path) => new UTF8Encoding(false).GetString(File.ReadAllBytes(path));

    public static Program Parse(string source, SourceType type)
    {
        var parser = new Parser();
        return type == SourceType.Module ? parser.ParseModule(source) : parser.ParseScript(source);
    }

    /// <summary>The error of a source, or null for a good one.</summary>
    public static ParseError? ErrorOf(string source, SourceType type = SourceType.Script)
    {
        try
        {
            Parse(source, type);
            return null;
        }
        catch (SyntaxErrorException e)
        {
            return e.Error;
        }
    }
}
