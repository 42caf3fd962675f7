using System.Buffers;
using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>JSON strings in pure ASCII: all else is escaped, because not every reader in the field takes U+2028 as it is.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Writes a quoted string. A surrogate without its other half is no text and cannot be stored: it is refused.</summary>
    public static void Write(PooledContent content, string text, string propertyName)
    {
        content.Append("\""u8);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAnyExcept(Plain);
            if (plain < 0)
                plain = rest.Length;
            Encoding.ASCII.GetBytes(rest[..plain], content.Room(plain));
            content.Advance(plain);
            rest = rest[plain..];
            var odd = rest.IndexOfAny(Plain);
            if (odd < 0)
                odd = rest.Length;
            Escape(content, rest[..odd], propertyName);
            rest = rest[odd..];
        }

        content.Append("\""u8);
    }

    private static void Escape(PooledContent content, ReadOnlySpan<char> text, string propertyName)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                    throw LoneSurrogate(c, propertyName);
                WriteEscape(content, c);
                c = text[++i];
            }

            if (c is '"' or '\\')
                content.Append(c == '"' ? "\\\""u8 : "\\\\"u8);
            else
                WriteEscape(content, c);
        }
    }

    private static void WriteEscape(PooledContent content, char c)
    {
        var room = content.Room(EscapeLength);
        "\\u"u8.CopyTo(room);
        ((int)c).TryFormat(room[2..], out _, "x4", CultureInfo.InvariantCulture);
        content.Advance(EscapeLength);
    }

    internal static ArgumentException LoneSurrogate(char c, string propertyName) =>
        new($"The value of '{propertyName}' holds the surrogate U+{(int)c:X4} without its other half, which is not text and cannot be stored.", propertyName);
}
