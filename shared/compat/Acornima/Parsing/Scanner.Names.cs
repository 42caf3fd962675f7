using System.Text;

namespace Acornima.Parsing;

// Identifier names, private names and keywords (sec-names-and-keywords).
internal sealed partial class Scanner
{
    private TokenType ScanName()
    {
        var (start, i) = (_pos, _pos + 1);
        var input = _input;
        while (i < _end && Characters.IsAsciiIdentifierPart(input[i])) i++;
        if (i < _end && (input[i] == '\\' || input[i] > 127)) return ScanSlowName(start);
        _pos = i;
        var span = input.AsSpan(start, i - start);
        Current.Text = _names.Get(span);
        return Keywords.TypeOf(span);
    }

    private TokenType ScanPrivateName()
    {
        var start = _pos++;
        if (_pos >= _end || !(_input[_pos] == '\\' || Characters.IsIdentifierStart(CodePointAt(_pos)))) throw Error(start, Messages.InvalidToken);
        ScanSlowName(_pos);
        return TokenType.PrivateName;
    }

    /// <summary>Scans a name that may have escapes or characters beyond ASCII. An escaped keyword is a plain name here; the parser refuses it where it matters.</summary>
    private TokenType ScanSlowName(int start)
    {
        _pos = start;
        StringBuilder? builder = null;
        while (_pos < _end)
        {
            if (_input[_pos] == '\\')
            {
                builder ??= new StringBuilder().Append(_input, start, _pos - start);
                var at = _pos;
                var escaped = ScanNameEscape();
                var allowed = at == start ? Characters.IsIdentifierStart(escaped) : Characters.IsIdentifierPart(escaped);
                if (!allowed) throw Error(at, Messages.InvalidUnicodeEscape);
                AppendCodePoint(builder, escaped);
                continue;
            }

            var c = CodePointAt(_pos);
            if (!(_pos == start ? Characters.IsIdentifierStart(c) : Characters.IsIdentifierPart(c))) break;
            var length = c > 0xFFFF ? 2 : 1;
            builder?.Append(_input, _pos, length);
            _pos += length;
        }

        if (builder is null)
        {
            Current.Text = _names.Get(Span(start, _pos));
            return Keywords.TypeOf(Current.Text);
        }

        Current.Escaped = true;
        Current.Text = _names.Get(builder.ToString());
        return TokenType.Identifier;
    }

    private int ScanNameEscape()
    {
        var start = _pos;
        if (Peek(1) != 'u') throw Error(start, Messages.InvalidToken);
        _pos += 2;
        var value = ScanUnicodeEscape();
        return value >= 0 ? value : throw Error(start, value == OutOfRange ? Messages.UndefinedCodePoint : Messages.InvalidUnicodeEscape);
    }

    private static void AppendCodePoint(StringBuilder builder, int c)
    {
        if (c <= 0xFFFF) builder.Append((char)c);
        else builder.Append((char)(0xD800 + ((c - 0x10000) >> 10))).Append((char)(0xDC00 + (c & 0x3FF)));
    }
}
