namespace Acornima.RegExp;

// Character classes with the v flag (ClassSetExpression): nested, with intersection, subtraction and strings. Only their grammar is checked.
internal sealed partial class RegExpParser
{
    private const string SetSyntaxCharacters = "()[]{}/-|";
    private const string SetReservedPunctuators = "&-!#%,:;<=>@`~";
    private const string SetReservedDoublePunctuators = "&!#$%*+,.:;<=>?@^`~";

    private (CharacterMatch Match, bool MayHaveStrings) ParseSetClass()
    {
        Enter();
        _pos++;
        var negated = Eat('^');
        var mayHaveStrings = !At(']') && ParseSetContents();
        if (!Eat(']')) throw AtEnd ? UnterminatedClass() : InvalidSet();
        if (negated && mayHaveStrings) throw Fail("NegatedStrings", "Negated character class may contain strings");
        _depth--;
        return (new CharacterMatch(null, negated, IgnoreCase), mayHaveStrings && !negated);
    }

    private RegExpException InvalidSet() => Fail("InvalidSetOperation", "Invalid set operation in character class");

    private bool ParseSetContents()
    {
        var first = ParseSetOperand();
        if (AtDouble('&')) return ParseSetOperation("&&", first.MayHaveStrings);
        if (AtDouble('-')) return ParseSetOperation("--", first.MayHaveStrings);
        var mayHaveStrings = first.MayHaveStrings;
        while (true)
        {
            if (At('-'))
            {
                // A range, of characters only.
                _pos++;
                if (first.Character < 0) throw Fail("InvalidCharacterClass", "Invalid character class");
                var high = ParseSetOperand();
                if (high.Character < 0) throw Fail("InvalidCharacterClass", "Invalid character class");
                if (first.Character > high.Character) throw Fail("RangeOutOfOrder", "Range out of order in character class");
            }

            if (AtEnd || At(']')) return mayHaveStrings;
            first = ParseSetOperand();
            mayHaveStrings |= first.MayHaveStrings;
        }
    }

    private bool AtDouble(char c) => Peek() == c && Peek(1) == c;

    /// <summary>An intersection has strings only if all its operands may, a difference if the first may.</summary>
    private bool ParseSetOperation(string symbol, bool mayHaveStrings)
    {
        while (Eat(symbol))
        {
            if (symbol == "&&" && At('&')) throw Fail("InvalidCharacterInClass", "Invalid character in character class");
            var operand = ParseSetOperand();
            if (symbol == "&&") mayHaveStrings &= operand.MayHaveStrings;
        }

        return At(']') ? mayHaveStrings : throw (AtEnd ? UnterminatedClass() : InvalidSet());
    }

    private SetOperand ParseSetOperand()
    {
        if (AtEnd) throw UnterminatedClass();
        if (At('[')) return new SetOperand(-1, ParseSetClass().MayHaveStrings);
        var c = Peek();
        if (c != '\\')
        {
            if (SetSyntaxCharacters.Contains(c)) throw Fail("InvalidCharacterInClass", "Invalid character in character class");
            if (Peek(1) == c && SetReservedDoublePunctuators.Contains(c)) throw InvalidSet();
            return new SetOperand(Take(), false);
        }

        _pos++;
        if (AtEnd) throw Fail("TrailingBackslash", "\\ at end of pattern");
        if (Eat("q{")) return new SetOperand(-1, ParseStringDisjunction());
        if (TryParseClassEscape(out var mayHaveStrings) is not null) return new SetOperand(-1, mayHaveStrings);
        return new SetOperand(ParseSetCharacterEscape(), false);
    }

    private int ParseSetCharacterEscape()
    {
        if (Eat('b')) return '\b';
        return SetReservedPunctuators.Contains(Peek()) && !AtEnd ? _pattern[_pos++] : ParseCharacterEscape(inClass: true);
    }

    /// <returns>Whether one of the strings is not a single character.</returns>
    private bool ParseStringDisjunction()
    {
        var mayHaveStrings = false;
        while (true)
        {
            var length = 0;
            while (!At('|') && !At('}'))
            {
                if (AtEnd) throw InvalidEscape();
                if (Eat('\\')) ParseSetCharacterEscape();
                else if (SetSyntaxCharacters.Contains(Peek())) throw Fail("InvalidCharacterInClass", "Invalid character in character class");
                else Take();
                length++;
            }

            mayHaveStrings |= length != 1;
            if (Eat('}')) return mayHaveStrings;
            _pos++;
        }
    }

    /// <summary>A character, or, where that is -1, a set.</summary>
    private readonly record struct SetOperand(int Character, bool MayHaveStrings);
}
