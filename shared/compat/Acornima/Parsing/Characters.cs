using System.Globalization;

namespace Acornima.Parsing;

/// <summary>Character classes of the lexical grammar (sec-ecmascript-language-lexical-grammar).</summary>
internal static class Characters
{
    private const byte StartFlag = 1;
    private const byte PartFlag = 2;
    private static readonly byte[] Ascii = CreateAscii();

    public static bool IsLineTerminator(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    /// <summary>White space beyond ASCII: the no-break spaces and the category Zs.</summary>
    public static bool IsNonAsciiSpace(char c) => c is '\u00A0' or '\uFEFF' || (c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    public static bool IsDigit(char c) => (uint)(c - '0') <= 9;

    public static int HexValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    public static bool IsAsciiIdentifierPart(char c) => c < 128 && Ascii[c] != 0;

    public static bool IsIdentifierStart(int c) => c < 128 ? (Ascii[c] & StartFlag) != 0 : IsUnicodeStart(c);

    public static bool IsIdentifierPart(int c) => c < 128 ? (Ascii[c] & PartFlag) != 0 : IsUnicodePart(c);

    /// <summary>ID_Start of Unicode: the letters, Nl and Other_ID_Start.</summary>
    private static bool IsUnicodeStart(int c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => c != 0x2E2F,
        _ => c is 0x1885 or 0x1886 or 0x2118 or 0x212E or 0x309B or 0x309C,
    };

    /// <summary>ID_Continue of Unicode, Other_ID_Continue and the two joiners.</summary>
    private static bool IsUnicodePart(int c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.ConnectorPunctuation => true,
        _ => IsUnicodeStart(c) || c is 0x00B7 or 0x0387 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0x200C or 0x200D or 0x30FB or 0xFF65,
    };

    private static byte[] CreateAscii()
    {
        var result = new byte[128];
        for (var c = 'a'; c <= 'z'; c++) result[c] = result[char.ToUpperInvariant(c)] = StartFlag | PartFlag;
        for (var c = '0'; c <= '9'; c++) result[c] = PartFlag;
        result['$'] = result['_'] = StartFlag | PartFlag;
        return result;
    }
}
