using System.Runtime.CompilerServices;

namespace Acornima.RegExp;

/// <summary>
/// Parses a pattern: by the strict grammar with <c>u</c> or <c>v</c>, else by that of Annex B, which takes what can be nothing else literally.
/// </summary>
internal sealed partial class RegExpParser
{
    private const int MaxDepth = 1000;
    private const char End = '\0';

    private readonly string _pattern;
    private readonly string _flagsText;
    private readonly bool _unicode;
    private readonly bool _sets;
    private readonly RegExpFlags _allFlags;
    private readonly int _groupCount;
    private readonly bool _hasNames;
    private readonly List<string?> _groupNames = [null];
    private readonly List<bool> _groupClosed = [true];
    private readonly HashSet<string> _referencedNames = new(StringComparer.Ordinal);

    /// <summary>Number of the group of a name; 0 for a name that several groups have.</summary>
    private readonly Dictionary<string, int> _numberOfName = new(StringComparer.Ordinal);
    private RegExpFlags _flags;
    private HashSet<string> _namesInAlternative = new(StringComparer.Ordinal);
    private int _pos;
    private int _depth;

    public RegExpParser(string pattern, string flagsText, RegExpFlags flags)
    {
        _pattern = pattern;
        _flagsText = flagsText;
        _allFlags = _flags = flags;
        _sets = flags.HasFlag(RegExpFlags.UnicodeSets);
        _unicode = _sets || flags.HasFlag(RegExpFlags.Unicode);
        (_groupCount, _hasNames) = CountGroups();
    }

    private bool AtEnd => _pos >= _pattern.Length;

    /// <summary>Whether <c>\k</c> always is a reference.</summary>
    private bool NamesMatter => _unicode || _hasNames;

    public RegExpTree Parse()
    {
        var root = ParseDisjunction();
        if (!AtEnd) throw Fail("UnmatchedParen", "Unmatched ')'");
        if (_referencedNames.Any(name => !_numberOfName.ContainsKey(name))) throw Fail("InvalidNamedReference", "Invalid named capture referenced");
        return new RegExpTree(root, [.. _groupNames], _allFlags);
    }

    private char Peek(int offset = 0) => _pos + offset < _pattern.Length ? _pattern[_pos + offset] : End;

    private bool At(char c) => !AtEnd && _pattern[_pos] == c;

    private bool Eat(char c)
    {
        if (!At(c)) return false;
        _pos++;
        return true;
    }

    private bool Eat(string text)
    {
        if (!_pattern.AsSpan(_pos).StartsWith(text)) return false;
        _pos += text.Length;
        return true;
    }

    /// <summary>Takes a character: a code point with <c>u</c> or <c>v</c>, else a code unit.</summary>
    private int Take()
    {
        var c = _pattern[_pos++];
        if (!_unicode || !char.IsHighSurrogate(c) || AtEnd || !char.IsLowSurrogate(_pattern[_pos])) return c;
        return char.ConvertToUtf32(c, _pattern[_pos++]);
    }

    private RegExpException Fail(string code, string message) =>
        new(new RegExpError("RegExp" + code, $"Invalid regular expression: /{_pattern}/{_flagsText}: {message}"));

    private void Enter()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Fail("TooLarge", "Regular expression too large");
    }

    /// <summary>Counts the groups ahead: whether <c>\1</c> refers to one depends on it.</summary>
    private (int Count, bool HasNames) CountGroups()
    {
        var (count, names, classDepth) = (0, false, 0);
        for (var i = 0; i < _pattern.Length; i++)
        {
            switch (_pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when classDepth == 0 || _sets:
                    classDepth++;
                    break;
                case ']' when classDepth > 0:
                    classDepth--;
                    break;
                case '(' when classDepth == 0:
                    var rest = _pattern.AsSpan(i + 1);
                    if (rest is not ['?', ..])
                    {
                        count++;
                    }
                    else if (rest is ['?', '<', not ('=' or '!'), ..])
                    {
                        count++;
                        names = true;
                    }

                    break;
            }
        }

        return (count, names);
    }

    private RegExpNode ParseDisjunction()
    {
        Enter();
        var outer = _namesInAlternative;
        var all = new HashSet<string>(StringComparer.Ordinal);
        var alternatives = new List<RegExpNode>();
        do
        {
            // A name may be given again in another alternative, since only one of them can match.
            _namesInAlternative = new HashSet<string>(StringComparer.Ordinal);
            alternatives.Add(ParseAlternative());
            all = Merge(all, _namesInAlternative, distinct: false);
        }
        while (Eat('|'));

        _namesInAlternative = Merge(outer, all, distinct: true);
        _depth--;
        return alternatives.Count == 1 ? alternatives[0] : new Disjunction([.. alternatives]);
    }

    /// <summary>Adds the smaller set to the larger, so that names are not moved again at every level of nesting.</summary>
    private HashSet<string> Merge(HashSet<string> left, HashSet<string> right, bool distinct)
    {
        var (large, small) = left.Count >= right.Count ? (left, right) : (right, left);
        foreach (var name in small)
            if (!large.Add(name) && distinct) throw DuplicateName();
        return large;
    }

    private RegExpException DuplicateName() => Fail("DuplicateGroupName", "Duplicate capture group name");

    private RegExpNode ParseAlternative()
    {
        var terms = new List<RegExpNode>();
        while (!AtEnd && !At('|') && !At(')')) terms.Add(ParseTerm());
        return terms.Count == 1 ? terms[0] : new Sequence([.. terms]);
    }

    private RegExpNode ParseTerm()
    {
        switch (Peek())
        {
            case '^' or '$':
                return new Anchor(_pattern[_pos++], _flags.HasFlag(RegExpFlags.Multiline), IgnoreCase);
            case '\\' when Peek(1) is 'b' or 'B':
                _pos += 2;
                return new Anchor(_pattern[_pos - 1], false, IgnoreCase);
            case '(':
                return ParseGroup();
            case '*' or '+' or '?':
                throw Fail("NothingToRepeat", "Nothing to repeat");
            case '{':
                if (_unicode) throw Fail("NothingToRepeat", "Nothing to repeat");
                if (TryParseBraces(out _, out _)) throw Fail("NothingToRepeat", "Nothing to repeat");
                break;
            case '}' or ']' when _unicode:
                throw Fail("LoneBracket", "Lone quantifier brackets");
            case '[':
                return ParseQuantifier(ParseClass());
            case '.':
                _pos++;
                return ParseQuantifier(_flags.HasFlag(RegExpFlags.DotAll)
                    ? new CharacterMatch(new CharSet(), true, false)
                    : new CharacterMatch(CharSet.LineTerminators, true, false));
            case '\\':
                return ParseQuantifier(ParseAtomEscape());
        }

        return ParseQuantifier(Character(Take()));
    }

    private CharacterMatch Character(int c) => new(new CharSet().Add(c, c), false, IgnoreCase);

    private RegExpNode ParseQuantifier(RegExpNode atom)
    {
        var (minimum, maximum) = (0L, long.MaxValue);
        switch (Peek())
        {
            case '*':
                _pos++;
                break;
            case '+':
                _pos++;
                minimum = 1;
                break;
            case '?':
                _pos++;
                maximum = 1;
                break;
            case '{':
                if (TryParseBraces(out minimum, out maximum)) break;
                if (_unicode) throw Fail("IncompleteQuantifier", "Incomplete quantifier");
                return atom;
            default:
                return atom;
        }

        if (minimum > maximum) throw Fail("QuantifierOutOfOrder", "numbers out of order in {} quantifier");
        return new Quantifier(atom, minimum, maximum, Eat('?'));
    }

    /// <summary>Parses <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; leaves the place as it is if there is none.</summary>
    private bool TryParseBraces(out long minimum, out long maximum)
    {
        var start = _pos++;
        maximum = 0;
        if (TryParseNumber(out minimum))
        {
            maximum = minimum;
            if (Eat(',') && !TryParseNumber(out maximum)) maximum = long.MaxValue;
            if (Eat('}')) return true;
        }

        _pos = start;
        return false;
    }

    private bool TryParseNumber(out long value)
    {
        var start = _pos;
        value = 0;
        while (char.IsAsciiDigit(Peek())) value = Math.Min((value * 10) + (_pattern[_pos++] - '0'), long.MaxValue / 100);
        return _pos > start;
    }
}
