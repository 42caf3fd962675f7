using System.Runtime.InteropServices;
using Acornima.Parsing;

namespace Acornima;

/// <summary>A regular-expression literal that is being parsed.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct RegExpParsingContext
{
    private readonly SyntaxParser _parser;
    private readonly int _start;
    private readonly Position _position;

    internal RegExpParsingContext(SyntaxParser parser, string pattern, string flags, int start, Position position)
    {
        _parser = parser;
        Pattern = pattern;
        Flags = flags;
        _start = start;
        _position = position;
    }

    /// <summary>The text between the slashes.</summary>
    public string Pattern { get; }

    /// <summary>The letters after them.</summary>
    public string Flags { get; }

    /// <summary>Checks the literal by the grammar.</summary>
    /// <exception cref="SyntaxErrorException">It is not a regular expression.</exception>
    public void Validate() => _parser.ValidateRegExp(Pattern, Flags, _start, _position);
}
