namespace Acornima.RegExp;

/// <summary>Checks regular expressions by the grammar (sec-patterns, sec-regular-expressions-patterns of Annex B).</summary>
internal static class RegExpValidator
{
    /// <summary>Parses the flags: each letter at most once, <c>u</c> and <c>v</c> not together.</summary>
    public static RegExpFlags? ParseFlags(string flags)
    {
        var result = RegExpFlags.None;
        foreach (var c in flags)
        {
            var flag = c switch
            {
                'd' => RegExpFlags.HasIndices,
                'g' => RegExpFlags.Global,
                'i' => RegExpFlags.IgnoreCase,
                'm' => RegExpFlags.Multiline,
                's' => RegExpFlags.DotAll,
                'u' => RegExpFlags.Unicode,
                'v' => RegExpFlags.UnicodeSets,
                'y' => RegExpFlags.Sticky,
                _ => RegExpFlags.None,
            };
            if (flag == RegExpFlags.None || result.HasFlag(flag)) return null;
            result |= flag;
        }

        return result.HasFlag(RegExpFlags.Unicode | RegExpFlags.UnicodeSets) ? null : result;
    }

    /// <summary>Null for a valid expression.</summary>
    public static RegExpError? Validate(string pattern, string flags)
    {
        try
        {
            Parse(pattern, flags);
            return null;
        }
        catch (RegExpException e)
        {
            return e.Error;
        }
    }

    /// <summary>Parses an expression.</summary>
    /// <exception cref="RegExpException">It is not valid.</exception>
    public static RegExpTree Parse(string pattern, string flags)
    {
        if (ParseFlags(flags) is not { } parsed) throw new RegExpException(new RegExpError("InvalidRegExpFlags", "Invalid regular expression flags"));
        return new RegExpParser(pattern, flags, parsed).Parse();
    }
}
