using System.Text;
using Acornima.Parsing;

namespace Acornima.RegExp;

// Groups, lookarounds, modifiers and group names.
internal sealed partial class RegExpParser
{
    private RegExpNode ParseGroup()
    {
        _pos++;
        if (!At('?')) return ParseCapture(null);
        if (Eat("?=")) return ParseLookaround(behind: false, negative: false);
        if (Eat("?!")) return ParseLookaround(behind: false, negative: true);
        if (Eat("?<=")) return ParseLookaround(behind: true, negative: false);
        if (Eat("?<!")) return ParseLookaround(behind: true, negative: true);
        if (Eat("?<"))
        {
            var name = ParseGroupName();
            if (!_namesInAlternative.Add(name)) throw DuplicateName();
            return ParseCapture(name);
        }

        _pos++;
        var outer = _flags;
        _flags = ParseModifiers();
        var body = ParseBody();
        _flags = outer;
        return ParseQuantifier(new Group(body, 0));
    }

    private RegExpNode ParseCapture(string? name)
    {
        var number = _groupNames.Count;
        _groupNames.Add(name);
        if (name is not null && !_numberOfName.TryAdd(name, number)) _numberOfName[name] = 0;
        _groupClosed.Add(false);
        var body = ParseBody();
        _groupClosed[number] = true;
        return ParseQuantifier(new Group(body, number));
    }

    /// <summary>Only Annex B lets a lookahead be repeated, and nothing lets a lookbehind.</summary>
    private RegExpNode ParseLookaround(bool behind, bool negative)
    {
        var node = new Lookaround(ParseBody(), behind, negative);
        return behind || _unicode ? node : ParseQuantifier(node);
    }

    private RegExpNode ParseBody()
    {
        var body = ParseDisjunction();
        return Eat(')') ? body : throw Fail("UnterminatedGroup", "Unterminated group");
    }

    /// <summary>Parses <c>i</c>, <c>m</c> and <c>s</c> to add and, after a minus, to remove, up to the colon.</summary>
    private RegExpFlags ParseModifiers()
    {
        var added = ParseModifierLetters();
        var removed = RegExpFlags.None;
        var minus = Eat('-');
        if (minus) removed = ParseModifierLetters();
        if (!Eat(':') || (added & removed) != RegExpFlags.None || (minus && (added | removed) == RegExpFlags.None))
            throw Fail("InvalidGroup", "Invalid group");
        return (_flags | added) & ~removed;
    }

    private RegExpFlags ParseModifierLetters()
    {
        var result = RegExpFlags.None;
        while (Peek() is 'i' or 'm' or 's')
        {
            var flag = _pattern[_pos++] switch
            {
                'i' => RegExpFlags.IgnoreCase,
                'm' => RegExpFlags.Multiline,
                _ => RegExpFlags.DotAll,
            };
            if (result.HasFlag(flag)) throw Fail("InvalidGroup", "Invalid group");
            result |= flag;
        }

        return result;
    }

    /// <summary>Parses a name up to the closing bracket; it is an identifier name, escapes included (RegExpIdentifierName).</summary>
    private string ParseGroupName()
    {
        var builder = new StringBuilder();
        while (!AtEnd && !At('>'))
        {
            var c = ParseNameCharacter();
            if (!(builder.Length == 0 ? Characters.IsIdentifierStart(c) : Characters.IsIdentifierPart(c))) throw InvalidName();
            builder.Append(char.ConvertFromUtf32(c));
        }

        return Eat('>') && builder.Length > 0 ? builder.ToString() : throw InvalidName();
    }

    private RegExpException InvalidName() => Fail("InvalidGroupName", "Invalid capture group name");

    private int ParseNameCharacter()
    {
        int c = _pattern[_pos++];
        if (c == '\\')
        {
            if (!Eat('u')) throw InvalidName();
            c = ParseUnicodeEscape(unicode: true);
        }
        else if (char.IsHighSurrogate((char)c) && char.IsLowSurrogate(Peek()))
        {
            c = char.ConvertToUtf32((char)c, _pattern[_pos++]);
        }

        return c is < 0 or (>= 0xD800 and <= 0xDFFF) ? throw InvalidName() : c;
    }
}
