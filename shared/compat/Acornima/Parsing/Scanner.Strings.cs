using System.Buffers;
using System.Text;

namespace Acornima.Parsing;

// String literals (sec-literals-string-literals) and the escapes that they share with templates.
internal sealed partial class Scanner
{
    /// <summary>What <see cref="ScanUnicodeEscape"/> gives for a malformed escape.</summary>
    private const int Malformed = -1;

    /// <summary>What <see cref="ScanUnicodeEscape"/> gives for a code point beyond Unicode.</summary>
    private const int OutOfRange = -2;

    private static readonly SearchValues<char> DoubleQuotedStops = SearchValues.Create("\"\\\n\r\u2028\u2029");
    private static readonly SearchValues<char> SingleQuotedStops = SearchValues.Create("'\\\n\r\u2028\u2029");

    private TokenType ScanString(char quote)
    {
        var start = ++_pos;
        StringBuilder? builder = null;
        while (true)
        {
            var rest = _input.AsSpan(_pos, _end - _pos);
            var length = rest.IndexOfAny(quote == '"' ? DoubleQuotedStops : SingleQuotedStops);
            if (length < 0) throw Error(Current.Start, Messages.InvalidToken);
            builder?.Append(rest[..length]);
            _pos += length;
            var c = _input[_pos];
            if (c == quote) break;
            switch (c)
            {
                case '\\':
                    builder ??= new StringBuilder().Append(_input, start, _pos - start);
                    ScanStringEscape(builder);
                    break;
                case '\u2028' or '\u2029':
                    builder?.Append(c);
                    StartLine(++_pos);
                    break;
                default:
                    throw Error(Current.Start, Messages.InvalidToken);
            }
        }

        Current.Escaped = builder is not null;
        var value = builder is null ? Span(start, _pos) : builder.ToString();
        Current.Text = value.Length <= 24 ? _names.Get(value) : value.ToString();
        _pos++;
        return TokenType.String;
    }

    private void ScanStringEscape(StringBuilder builder)
    {
        var start = _pos;
        if (start + 1 >= _end) throw Error(Current.Start, Messages.InvalidToken);
        var c = _input[start + 1];
        if (c is >= '0' and <= '9' && !(c == '0' && !Characters.IsDigit(Peek(2))))
        {
            ScanLegacyEscape(builder, c);
            return;
        }

        _pos += 2;
        var value = ScanEscape(c, builder);
        if (value >= 0) return;
        throw Error(start, EscapeMessage(c, value));
    }

    private static string EscapeMessage(char c, int value)
    {
        if (c == 'x') return Messages.InvalidHexEscape;
        return value == OutOfRange ? Messages.UndefinedCodePoint : Messages.InvalidUnicodeEscape;
    }

    /// <summary>Octal escapes of up to three digits, and <c>\8</c> and <c>\9</c>, which sloppy code may have (Annex B.1.2).</summary>
    private void ScanLegacyEscape(StringBuilder builder, char c)
    {
        if (Current.LegacyOctal == 0)
        {
            Current.LegacyOctal = _pos + 1;
            Current.LegacyDecimal = c >= '8';
        }

        _pos++;
        if (c >= '8')
        {
            builder.Append(c);
            _pos++;
            return;
        }

        var value = 0;
        for (var i = 0; i < 3 && Peek() is >= '0' and <= '7' && (value * 8) + (Peek() - '0') <= 255; i++) value = (value * 8) + (_input[_pos++] - '0');
        builder.Append((char)value);
    }

    /// <summary>Scans what follows a backslash and its next character, which is not a legacy escape.</summary>
    /// <returns>Negative for an invalid escape.</returns>
    private int ScanEscape(char c, StringBuilder builder)
    {
        switch (c)
        {
            case 'n': builder.Append('\n'); break;
            case 't': builder.Append('\t'); break;
            case 'r': builder.Append('\r'); break;
            case 'b': builder.Append('\b'); break;
            case 'f': builder.Append('\f'); break;
            case 'v': builder.Append('\v'); break;
            case '0': builder.Append('\0'); break;
            case 'x': return ScanHexEscape(builder);
            case 'u':
                var value = ScanUnicodeEscape();
                if (value >= 0) AppendCodePoint(builder, value);
                return value;
            case '\r':
                if (Peek() == '\n') _pos++;
                StartLine(_pos);
                break;
            case '\n' or '\u2028' or '\u2029':
                StartLine(_pos);
                break;
            default: builder.Append(c); break;
        }

        return 0;
    }

    private int ScanHexEscape(StringBuilder builder)
    {
        var (high, low) = (Characters.HexValue(Peek()), Characters.HexValue(Peek(1)));
        if (high < 0 || low < 0) return Malformed;
        builder.Append((char)((high << 4) | low));
        _pos += 2;
        return 0;
    }

    /// <summary>Scans what follows <c>\u</c>.</summary>
    /// <returns>The code point, or <see cref="Malformed"/> or <see cref="OutOfRange"/>.</returns>
    private int ScanUnicodeEscape()
    {
        var value = 0;
        if (Peek() != '{')
        {
            for (var i = 0; i < 4; i++)
            {
                var digit = Characters.HexValue(Peek(i));
                if (digit < 0) return Malformed;
                value = (value << 4) | digit;
            }

            _pos += 4;
            return value;
        }

        var at = _pos + 1;
        for (; at < _end && Characters.HexValue(_input[at]) is >= 0 and var digit; at++)
        {
            value = (value << 4) | digit;
            if (value > 0x10FFFF) return OutOfRange;
        }

        if (at == _pos + 1 || at >= _end || _input[at] != '}') return Malformed;
        _pos = at + 1;
        return value;
    }
}
