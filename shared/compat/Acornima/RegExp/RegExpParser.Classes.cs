namespace Acornima.RegExp;

// Character classes without the v flag (CharacterClass, ClassRanges and ClassAtom).
internal sealed partial class RegExpParser
{
    private CharacterMatch ParseClass()
    {
        if (_sets) return ParseSetClass().Match;
        _pos++;
        var negated = Eat('^');
        CharSet? set = new();
        while (!At(']'))
        {
            if (AtEnd) throw UnterminatedClass();
            var low = ParseClassAtom();
            if (!At('-') || Peek(1) == ']' || _pos + 1 >= _pattern.Length)
            {
                set = Union(set, low);
                continue;
            }

            _pos++;
            var high = ParseClassAtom();
            if (low.Character >= 0 && high.Character >= 0)
            {
                if (low.Character > high.Character) throw Fail("RangeOutOfOrder", "Range out of order in character class");
                set?.Add(low.Character, high.Character);
                continue;
            }

            // Annex B: with a set on either side, the minus is literal.
            if (_unicode) throw Fail("InvalidCharacterClass", "Invalid character class");
            set = Union(Union(set, low), high);
            set?.Add('-', '-');
        }

        _pos++;
        return new CharacterMatch(set, negated, IgnoreCase);
    }

    private RegExpException UnterminatedClass() => Fail("UnterminatedClass", "Unterminated character class");

    private CharSet? Union(CharSet? set, in ClassAtom atom)
    {
        if (set is null) return null;
        if (atom.Character >= 0) return set.Add(atom.Character, atom.Character);
        if (atom.Set?.Set is not { } other) return null;
        if (!atom.Set.Negated) return set.Add(other);
        return set.Add(other.Complement(_unicode ? 0x10FFFF : char.MaxValue));
    }

    private ClassAtom ParseClassAtom()
    {
        if (AtEnd) throw UnterminatedClass();
        if (!Eat('\\')) return new ClassAtom(Take(), null);
        if (AtEnd) throw Fail("TrailingBackslash", "\\ at end of pattern");
        if (Eat('b')) return new ClassAtom('\b', null);
        return TryParseClassEscape(out _) is { } set ? new ClassAtom(-1, set) : new ClassAtom(ParseCharacterEscape(inClass: true), null);
    }

    /// <summary>A character, or, where that is -1, a set.</summary>
    private readonly record struct ClassAtom(int Character, CharacterMatch? Set);
}
