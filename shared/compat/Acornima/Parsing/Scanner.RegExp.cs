namespace Acornima.Parsing;

// The extent of a regular-expression literal (sec-literals-regular-expression-literals).
internal sealed partial class Scanner
{
    /// <summary>Turns the current token, a slash, into a regular expression.</summary>
    public (string Pattern, string Flags) ScanRegExp()
    {
        var start = Current.Start + 1;
        _pos = start;
        var inClass = false;
        while (true)
        {
            if (_pos >= _end || Characters.IsLineTerminator(_input[_pos])) throw Error(Current.Start, Messages.UnterminatedRegExp);
            var c = _input[_pos];
            if (c == '/' && !inClass) break;
            if (c == '[') inClass = true;
            else if (c == ']') inClass = false;
            else if (c == '\\' && (++_pos >= _end || Characters.IsLineTerminator(_input[_pos]))) throw Error(Current.Start, Messages.UnterminatedRegExp);
            _pos++;
        }

        var pattern = Slice(start, _pos);
        var flags = ++_pos;
        while (_pos < _end && Characters.IsIdentifierPart(CodePointAt(_pos))) _pos += CodePointAt(_pos) > 0xFFFF ? 2 : 1;
        if (Peek() == '\\') throw Error(Current.Start, Messages.InvalidRegExpFlags);
        Current.Type = TokenType.RegExp;
        Close();
        return (pattern, Slice(flags, _pos));
    }
}
