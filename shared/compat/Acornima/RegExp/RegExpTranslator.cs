using System.Globalization;
using System.Text;

namespace Acornima.RegExp;

/// <summary>
/// Writes a pattern for .NET, where that matches exactly the same. Nothing is left to options of .NET: sets are written out, case-insensitive ones
/// with all the characters that they match.
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
        if (tree.Flags.HasFlag(RegExpFlags.Sticky)) translator._builder.Append("\\G(?:");
        translator.Write(tree.Root);
        if (tree.Flags.HasFlag(RegExpFlags.Sticky)) translator._builder.Append(')');
        return translator._builder.ToString();
    }

    private void Write(RegExpNode node)
    {
        switch (node)
        {
            case Disjunction disjunction:
                _builder.Append("(?:");
                foreach (var (i, alternative) in disjunction.Alternatives.Index())
                {
                    if (i > 0) _builder.Append('|');
                    Write(alternative);
                }

                _builder.Append(')');
                break;
            case Sequence sequence:
                foreach (var term in sequence.Terms) Write(term);
                break;
            case CharacterMatch match:
                WriteSet(match);
                break;
            case Anchor anchor:
                WriteAnchor(anchor);
                break;
            case Group group:
                if (group.Number > 0 && _behind > 0) throw new NotSupportedException("A lookbehind has a capturing group");
                _builder.Append(group.Number > 0 ? "(" : "(?:");
                Write(group.Body);
                _builder.Append(')');
                break;
            case Lookaround look:
                WriteLookaround(look);
                break;
            case BackReference reference:
                WriteReference(reference);
                break;
            case Quantifier quantifier:
                WriteQuantifier(quantifier);
                break;
        }
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

    private void WriteLookaround(Lookaround look)
    {
        _builder.Append(look switch
        {
            { Behind: false, Negative: false } => "(?=",
            { Behind: false } => "(?!",
            { Negative: false } => "(?<=",
            _ => "(?<!",
        });
        if (look.Behind) _behind++;
        Write(look.Body);
        if (look.Behind) _behind--;
        _builder.Append(')');
    }

    /// <summary>A group that did not take part matches nothing here, and fails in .NET.</summary>
    private void WriteReference(BackReference reference)
    {
        if (reference.Number == 0 || !reference.Backward || _behind > 0) throw new NotSupportedException("A reference stands before the end of its group");
        if (reference.IgnoreCase) throw new NotSupportedException("A reference ignores case");
        _builder.Append(CultureInfo.InvariantCulture, $"(?({reference.Number})\\{reference.Number})");
    }

    private void WriteQuantifier(Quantifier quantifier)
    {
        RegExpRepetition.Check(quantifier);
        if (quantifier.Body is CharacterMatch or Group)
        {
            Write(quantifier.Body);
        }
        else
        {
            _builder.Append("(?:");
            Write(quantifier.Body);
            _builder.Append(')');
        }

        _builder.Append((quantifier.Minimum, quantifier.Maximum) switch
        {
            (0, long.MaxValue) => "*",
            (1, long.MaxValue) => "+",
            (0, 1) => "?",
            (var min, long.MaxValue) => $"{{{min},}}",
            var (min, max) => $"{{{min},{max}}}",
        });
        if (quantifier.Lazy) _builder.Append('?');
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
