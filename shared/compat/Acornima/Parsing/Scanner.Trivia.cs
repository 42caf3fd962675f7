namespace Acornima.Parsing;

// White space, line terminators and comments (sec-white-space to sec-comments), the hashbang (sec-hashbang) and HTML-like comments (sec-html-like-comments).
internal sealed partial class Scanner
{
    private void SkipHashbang()
    {
        if (Peek() == '#' && Peek(1) == '!') SkipLine();
    }

    /// <summary>Skips to the next token.</summary>
    /// <returns>Whether a line ended on the way.</returns>
    private bool SkipTrivia()
    {
        var newLine = false;
        while (_pos < _end)
        {
            var c = _input[_pos];
            switch (c)
            {
                case ' ' or '\t' or '\v' or '\f':
                    _pos++;
                    break;
                case '\n':
                    StartLine(++_pos);
                    newLine = true;
                    break;
                case '\r':
                    _pos++;
                    if (Peek() == '\n') _pos++;
                    StartLine(_pos);
                    newLine = true;
                    break;
                case '/':
                    if (Peek(1) == '/') SkipLine();
                    else if (Peek(1) == '*') newLine |= SkipBlockComment();
                    else return newLine;
                    break;
                case '<':
                    if (_module || !At("<!--")) return newLine;
                    SkipLine();
                    break;
                case '-':
                    // "-->" is a comment only where nothing but comments stands before it on its line.
                    if (_module || !(newLine || Current.End == 0) || !At("-->")) return newLine;
                    SkipLine();
                    break;
                default:
                    if (c < 128 || !SkipWideSpace(c, ref newLine)) return newLine;
                    break;
            }
        }

        return newLine;
    }

    private bool SkipWideSpace(char c, ref bool newLine)
    {
        if (c is '\u2028' or '\u2029')
        {
            StartLine(++_pos);
            newLine = true;
            return true;
        }

        if (!Characters.IsNonAsciiSpace(c)) return false;
        _pos++;
        return true;
    }

    private bool At(string text) => _input.AsSpan(_pos, _end - _pos).StartsWith(text);

    private void SkipLine()
    {
        var rest = _input.AsSpan(_pos, _end - _pos);
        var length = rest.IndexOfAny("\n\r\u2028\u2029");
        _pos += length < 0 ? rest.Length : length;
    }

    private bool SkipBlockComment()
    {
        var length = _input.AsSpan(_pos + 2, _end - _pos - 2).IndexOf("*/");
        if (length < 0) throw Error(_pos, Messages.InvalidToken);
        var end = _pos + 2 + length;
        var newLine = false;
        while (true)
        {
            var next = _input.AsSpan(_pos, end - _pos).IndexOfAny("\n\r\u2028\u2029");
            if (next < 0) break;
            _pos += next;
            if (EndsLine(_pos)) StartLine(_pos + 1);
            _pos++;
            newLine = true;
        }

        _pos = end + 2;
        return newLine;
    }
}
