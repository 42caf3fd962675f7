using Acornima.Parsing;

namespace Acornima.RegExp;

// Escapes outside and inside of classes (AtomEscape, CharacterEscape and ClassEscape).
internal sealed partial class RegExpParser
{
    private RegExpException InvalidEscape() => Fail("InvalidEscape", "Invalid escape");

    private RegExpNode ParseAtomEscape()
    {
        _pos++;
        if (AtEnd) throw Fail("TrailingBackslash", "\\ at end of pattern");
        var c = Peek();
        if (c is >= '1' and <= '9' && TryParseBackReference() is { } reference) return reference;
        if (c == 'k' && NamesMatter) return ParseNamedReference();
        return TryParseClassEscape(out _) is { } set ? set : Character(ParseCharacterEscape(inClass: false));
    }

    private BackReference? TryParseBackReference()
    {
        var start = _pos;
        TryParseNumber(out var number);
        if (number <= _groupCount) return new BackReference((int)number, IgnoreCase, number < _groupClosed.Count && _groupClosed[(int)number]);

        // Annex B: what refers to no group is an octal escape or a digit.
        if (_unicode) throw Fail("InvalidDecimalEscape", "Invalid escape");
        _pos = start;
        return null;
    }

    private bool IgnoreCase => _flags.HasFlag(RegExpFlags.IgnoreCase);

    private BackReference ParseNamedReference()
    {
        _pos++;
        if (!Eat('<')) throw Fail("InvalidNamedReference", "Invalid named reference");
        var name = ParseGroupName();
        _referencedNames.Add(name);
        var number = _numberOfName.GetValueOrDefault(name);
        return new BackReference(number, IgnoreCase, number > 0 && _groupClosed[number]);
    }

    /// <summary>Parses <c>\d</c>, <c>\s</c>, <c>\w</c>, their opposites and, with <c>u</c> or <c>v</c>, property escapes; null for anything else.</summary>
    private CharacterMatch? TryParseClassEscape(out bool mayHaveStrings)
    {
        mayHaveStrings = false;
        var c = Peek();
        switch (c)
        {
            case 'd' or 'D':
                _pos++;
                return new CharacterMatch(CharSet.Digits, c == 'D', false);
            case 's' or 'S':
                _pos++;
                return new CharacterMatch(CharSet.Spaces, c == 'S', false);
            case 'w' or 'W':
                _pos++;
                return new CharacterMatch(CharSet.WordCharacters, c == 'W', _unicode && IgnoreCase);
            case 'p' or 'P' when _unicode:
                _pos++;
                mayHaveStrings = ParseProperty(negated: c == 'P');
                return new CharacterMatch(null, c == 'P', IgnoreCase);
            default:
                return null;
        }
    }

    /// <returns>Whether it is a property of strings.</returns>
    private bool ParseProperty(bool negated)
    {
        if (!Eat('{')) throw InvalidProperty();
        var end = _pattern.IndexOf('}', _pos);
        if (end < 0) throw InvalidProperty();
        var text = _pattern[_pos..end];
        _pos = end + 1;
        if (UnicodeProperties.IsOfCharacters(text)) return false;
        return _sets && !negated && UnicodeProperties.IsOfStrings(text) ? true : throw InvalidProperty();
    }

    private RegExpException InvalidProperty() => Fail("InvalidPropertyName", "Invalid property name");

    /// <summary>Parses the escape of one character, after the backslash.</summary>
    private int ParseCharacterEscape(bool inClass)
    {
        var c = Peek();
        switch (c)
        {
            case 'f': return Skip('\f');
            case 'n': return Skip('\n');
            case 'r': return Skip('\r');
            case 't': return Skip('\t');
            case 'v': return Skip('\v');
            case 'c': return ParseControl(inClass);
            case 'x': return ParseHex();
            case 'u':
                _pos++;
                var value = ParseUnicodeEscape(_unicode);
                if (value >= 0) return value;
                return _unicode ? throw Fail("InvalidUnicodeEscape", "Invalid Unicode escape") : 'u';
            case '0' when !char.IsAsciiDigit(Peek(1)): return Skip('\0');
            case >= '0' and <= '9':
                return _unicode ? throw Fail("InvalidDecimalEscape", inClass ? "Invalid class escape" : "Invalid decimal escape") : ParseLegacyOctal();
        }

        if (_unicode)
            return "^$\\.*+?()[]{}|/".Contains(c) || (inClass && c == '-') ? Skip(c) : throw InvalidEscape();
        return Take();
    }

    private int Skip(int value)
    {
        _pos++;
        return value;
    }

    private int ParseControl(bool inClass)
    {
        var letter = Peek(1);
        if (char.IsAsciiLetter(letter) || (inClass && !_unicode && (char.IsAsciiDigit(letter) || letter == '_')))
        {
            _pos += 2;
            return letter % 32;
        }

        // Annex B: the backslash is literal, and the letter c comes next.
        return _unicode ? throw Fail("InvalidUnicodeEscape", "Invalid unicode escape") : '\\';
    }

    private int ParseHex()
    {
        _pos++;
        var (high, low) = (Characters.HexValue(Peek()), Characters.HexValue(Peek(1)));
        if (high < 0 || low < 0) return _unicode ? throw InvalidEscape() : 'x';
        _pos += 2;
        return (high << 4) | low;
    }

    private int ParseLegacyOctal()
    {
        if (Peek() >= '8') return Take();
        var value = 0;
        for (var i = 0; i < 3 && Peek() is >= '0' and <= '7' && (value * 8) + (Peek() - '0') <= 255; i++) value = (value * 8) + (_pattern[_pos++] - '0');
        return value;
    }

    /// <summary>Parses what follows <c>\u</c>.</summary>
    /// <returns>The character, or -1 if there is no such escape.</returns>
    private int ParseUnicodeEscape(bool unicode)
    {
        if (unicode && At('{')) return ParseBracedEscape();
        var value = FourDigits(_pos);
        if (value < 0) return -1;
        _pos += 4;
        if (!unicode || value is < 0xD800 or > 0xDBFF || Peek() != '\\' || Peek(1) != 'u') return value;
        var low = FourDigits(_pos + 2);
        if (low is < 0xDC00 or > 0xDFFF) return value;
        _pos += 6;
        return char.ConvertToUtf32((char)value, (char)low);
    }

    private int ParseBracedEscape()
    {
        var at = _pos + 1;
        var value = 0;
        for (; at < _pattern.Length && Characters.HexValue(_pattern[at]) is >= 0 and var digit; at++)
        {
            value = (value << 4) | digit;
            if (value > 0x10FFFF) return -1;
        }

        if (at == _pos + 1 || at >= _pattern.Length || _pattern[at] != '}') return -1;
        _pos = at + 1;
        return value;
    }

    private int FourDigits(int at)
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = at + i < _pattern.Length ? Characters.HexValue(_pattern[at + i]) : -1;
            if (digit < 0) return -1;
            value = (value << 4) | digit;
        }

        return value;
    }
}
