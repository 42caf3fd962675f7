using System.Runtime.InteropServices;

namespace Acornima;

/// <summary>A token.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct Token
{
    internal Token(TokenKind kind, int start, int end, string? text, in SourceLocation location)
    {
        Kind = kind;
        Start = start;
        End = end;
        Text = text;
        Location = location;
    }

    /// <summary>Which kind.</summary>
    public TokenKind Kind { get; }

    /// <summary>Index of the first character.</summary>
    public int Start { get; }

    /// <summary>Index after the last character.</summary>
    public int End { get; }

    /// <summary>The text as written; null at the end of the input.</summary>
    public string? Text { get; }

    /// <summary>The span in lines and columns.</summary>
    public SourceLocation Location { get; }
}
