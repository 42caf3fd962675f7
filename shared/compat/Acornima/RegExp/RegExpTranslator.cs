using System.Globalization;
using System.Text;

namespace Acornima.RegExp;

/// <summary>
/// Writes a pattern for .NET, where that matches exactly the same. Nothing is left to options of .NET: sets are written out, case-insensitive ones
/// with all the characters that they match. Where a match may begin, which <c>g</c> and <c>y</c> decide, is the caller's to check, as Jint does.
/// </summary>
internal sealed class RegExpTranslator
{
    private const string WordSet = "[0-9A-Za-z_]";
    private const string NotLineEnd = "[^\\n\\r\\u2028\\u2029]";
    private readonly StringBuilder _builder = new();
    private readonly bool _unicode;
    private int _behind;

    private RegExpTranslator(bool unicode) => _unicode = unicode;

    /// <summary>The pattern for .NET.</summary>
    /// <exception cref="NotSupportedException">.NET would match something else; the message tells why.</exception>
    public static string Translate(RegExpTree tree)
    {
        var unicode = (tree.Flags & (RegExpFlags.Unicode | RegExpFlags.UnicodeSets)) != RegExpFlags.None;
        var translator = new RegExpTranslator(unicode);
        translator.Write(tree.Root);
        return translator._builder.ToString();
    }

    /// <returns>What repetitions around the node have to know of it.</returns>
    private RegExpFacts Write(RegExpNode node)
    {
        switch (node)
        {
            case Disjunction disjunction:
                return WriteDisjunction(disjunction);
            case Sequence sequence:
                var facts = RegExpFacts.Empty;
                foreach (var term in sequence.Terms) facts = facts.Then(Write(term));
                return facts;
            case CharacterMatch match:
                WriteSet(match);
                return RegExpFacts.Character;
            case Anchor anchor:
                WriteAnchor(anchor);
                return RegExpFacts.Empty;
            case Group group:
                return WriteGroup(group);
            case Lookaround look:
                return WriteLookaround(look);
            case BackReference reference:
                WriteReference(reference);
                return RegExpFacts.Empty;
            case Quantifier quantifier:
                return WriteQuantifier(quantifier);
            default:
                throw new NotSupportedException(node.GetType().Name);
        }
    }

    private RegExpFacts WriteDisjunction(Disjunction disjunction)
    {
        _builder.Append("(?:");
        RegExpFacts? facts = null;
        foreach (var alternative in disjunction.Alternatives)
        {
            if (facts is not null) _builder.Append('|');
            var own = Write(alternative);
            facts = facts?.Or(own) ?? own;
        }

        _builder.Append(')');
        return facts ?? RegExpFacts.Empty;
    }

    private RegExpFacts WriteGroup(Group group)
    {
        if (group.Number > 0 && _behind > 0) throw new NotSupportedException("A lookbehind has a capturing group");
        _builder.Append(group.Number > 0 ? "(" : "(?:");
        var facts = Write(group.Body);
        _builder.Append(')');
        return group.Number > 0 ? facts with { Captures = true } : facts;
    }

    private void WriteAnchor(Anchor anchor)
    {
        if (_unicode && anchor is { IgnoreCase: true, Kind: 'b' or 'B' }) throw new NotSupportedException("A word boundary ignores case");
        _builder.Append(anchor.Kind switch
        {
            '^' => anchor.Multiline ? $"(?<!{NotLineEnd})" : "\\A",
            '$' => anchor.Multiline ? $"(?!{NotLineEnd})" : "\\z",
            'b' => $"(?:(?<={WordSet})(?!{WordSet})|(?<!{WordSet})(?={WordSet}))",
            _ => $"(?:(?<={WordSet})(?={WordSet})|(?<!{WordSet})(?!{WordSet}))",
        });
    }

    private RegExpFacts WriteLookaround(Lookaround look)
    {
        _builder.Append(look switch
        {
            { Behind: false, Negative: false } => "(?=",
            { Behind: false } => "(?!",
            { Negative: false } => "(?<=",
            _ => "(?<!",
        });
        if (look.Behind) _behind++;
        var facts = Write(look.Body);
        if (look.Behind) _behind--;
        _builder.Append(')');
        return new RegExpFacts(facts.Captures, CanBeEmpty: true, SetsAllCaptures: !facts.Captures);
    }

    /// <summary>A group that did not take part matches nothing here, and fails in .NET.</summary>
    private void WriteReference(BackReference reference)
    {
        if (reference.Number == 0 || !reference.Backward || _behind > 0) throw new NotSupportedException("A reference stands before the end of its group");
        if (reference.IgnoreCase) throw new NotSupportedException("A reference ignores case");
        _builder.Append(CultureInfo.InvariantCulture, $"(?({reference.Number})\\{reference.Number})");
    }

    private RegExpFacts WriteQuantifier(Quantifier quantifier)
    {
        _builder.Append("(?:");
        var facts = Write(quantifier.Body);
        _builder.Append(')');
        facts.CheckRepetition(quantifier);
        _builder.Append((quantifier.Minimum, quantifier.Maximum) switch
        {
            (0, long.MaxValue) => "*",
            (1, long.MaxValue) => "+",
            (0, 1) => "?",
            (var min, long.MaxValue) => $"{{{min},}}",
            var (min, max) => $"{{{min},{max}}}",
        });
        if (quantifier.Lazy) _builder.Append('?');
        return facts.Repeated(quantifier);
    }

    private void WriteSet(CharacterMatch match)
    {
        if (match.Set is not { } set) throw new NotSupportedException("A property or a set of strings");
        if (_unicode && (match.Negated || match.IgnoreCase || set.Maximum >= 0xD800)) throw new NotSupportedException("A set of code points beyond the basic plane");
        if (match.IgnoreCase) set = set.WithOtherCases();
        var ranges = set.Normalize();
        if (ranges.Count == 0)
        {
            _builder.Append(match.Negated ? "[\\s\\S]" : "(?!)");
            return;
        }

        if (!match.Negated && ranges is [var (low, high)] && low == high)
        {
            WriteCharacter(low);
            return;
        }

        _builder.Append(match.Negated ? "[^" : "[");
        foreach (var (from, to) in ranges)
        {
            WriteCharacter(from);
            if (to > from) _builder.Append('-');
            if (to > from) WriteCharacter(to);
        }

        _builder.Append(']');
    }

    private void WriteCharacter(int c)
    {
        if (c < 128 && char.IsAsciiLetterOrDigit((char)c)) _builder.Append((char)c);
        else _builder.Append(CultureInfo.InvariantCulture, $"\\u{c:X4}");
    }
}
