using System.Runtime.InteropServices;

namespace Acornima.Parsing;

/// <summary>A token as the scanner found it.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LexToken
{
    public TokenType Type;

    /// <summary>Whether a line ended between the token before and this one.</summary>
    public bool NewLineBefore;

    /// <summary>Whether a name or a string is written with an escape.</summary>
    public bool Escaped;

    public int Start;
    public int End;
    public Position From;
    public Position To;

    /// <summary>The name, or the value of a string.</summary>
    public string? Text;

    /// <summary>The value of a number.</summary>
    public double Number;

    /// <summary>Index after the character where a legacy octal literal or escape begins; 0 for none.</summary>
    public int LegacyOctal;

    /// <summary>Whether <see cref="LegacyOctal"/> is an escape <c>\8</c> or <c>\9</c>, or a number such as 089.</summary>
    public bool LegacyDecimal;
}
