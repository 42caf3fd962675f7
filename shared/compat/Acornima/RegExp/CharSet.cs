namespace Acornima.RegExp;

/// <summary>A set of code points.</summary>
internal sealed class CharSet
{
    public static readonly CharSet Digits = new CharSet().Add('0', '9');
    public static readonly CharSet WordCharacters = new CharSet().Add('0', '9').Add('A', 'Z').Add('_', '_').Add('a', 'z');
    public static readonly CharSet LineTerminators = new CharSet().Add('\n', '\n').Add('\r', '\r').Add('\u2028', '\u2029');

    /// <summary>WhiteSpace and LineTerminator of the lexical grammar.</summary>
    public static readonly CharSet Spaces = new CharSet().Add('\t', '\r').Add(' ', ' ').Add(0xA0, 0xA0).Add(0x1680, 0x1680).Add(0x2000, 0x200A)
        .Add(0x2028, 0x2029).Add(0x202F, 0x202F).Add(0x205F, 0x205F).Add(0x3000, 0x3000).Add(0xFEFF, 0xFEFF);

    private readonly List<(int Low, int High)> _ranges = [];

    /// <summary>The largest code point; -1 for the empty set.</summary>
    public int Maximum { get; private set; } = -1;

    public CharSet Add(int low, int high)
    {
        _ranges.Add((low, high));
        Maximum = Math.Max(Maximum, high);
        return this;
    }

    public CharSet Add(CharSet other)
    {
        foreach (var (low, high) in other._ranges) Add(low, high);
        return this;
    }

    /// <summary>The ranges in order, without overlaps.</summary>
    public List<(int Low, int High)> Normalize()
    {
        var result = new List<(int Low, int High)>();
        foreach (var (low, high) in _ranges.Order())
        {
            if (result.Count > 0 && low <= result[^1].High + 1) result[^1] = (result[^1].Low, Math.Max(result[^1].High, high));
            else result.Add((low, high));
        }

        return result;
    }

    /// <summary>Everything up to a limit that is not in the set.</summary>
    public CharSet Complement(int limit)
    {
        var result = new CharSet();
        var next = 0;
        foreach (var (low, high) in Normalize())
        {
            if (low > next) result.Add(next, Math.Min(low - 1, limit));
            next = high + 1;
        }

        return next <= limit ? result.Add(next, limit) : result;
    }

    /// <summary>The set with everything that differs from one of its characters in case only.</summary>
    public CharSet WithOtherCases()
    {
        var result = new CharSet();
        foreach (var (low, high) in Normalize())
        {
            result.Add(low, high);
            foreach (var other in CaseFolding.OtherCasesOf(low, high))
                if (other < low || other > high) result.Add(other, other);
        }

        return result;
    }
}
