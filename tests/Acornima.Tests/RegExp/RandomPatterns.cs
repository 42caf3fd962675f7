namespace Acornima.Tests.RegExp;

/// <summary>Strings of pieces of regular expressions, the same for the same seed.</summary>
internal sealed class RandomPatterns(ulong seed)
{
    // Without what the oracle's V8 does not know yet: modifiers and duplicate names.
    private static readonly string[] Pieces =
    [
        "a", "b", "c", "K", "1", "_", " ", "é", "ß", "\u212A", "\u017F", "😀", "\n", "-", ",", "/", "=", "!", ":", "<", ">", ".", "^", "$", "|", "(", ")", "(?:", "(?=", "(?!",
        "(?<=", "(?<!", "(?<n>", "(?<m>", "[", "[^", "]", "]", "*", "+", "?", "*?", "+?", "??", "{", "}", "{2}", "{0,1}", "{1,}", "{2,1}", "{,3}", "{1", "\\", "\\d", "\\D", "\\w",
        "\\W", "\\s", "\\S", "\\b", "\\B", "\\1", "\\2", "\\8", "\\0", "\\01", "\\377", "\\k<n>", "\\k", "\\cA", "\\c", "\\c1", "\\x41", "\\x4", "\\u0061", "\\u{61}", "\\u{1F600}",
        "\\u006", "\\uD83D\\uDE00", "\\p{L}", "\\P{Lu}", "\\p{Script=Greek}", "\\p{Foo}", "\\p", "\\p{RGI_Emoji}", "\\q{a|bc}", "\\-", "\\.", "\\/", "\\a", "\\z", "\\n", "\\t", "&&", "--",
        "[a-z]", "[z-a]", "[\\d-x]", "[^a]", "[]", "[^]", "[\\b]", "[\\w&&a]", "[a--b]", "[[a]b]", "(a)", "(b)?", "(?:a|b)+", "(a|b)", "(a)|b", "(?:(a)|b)*", "(a*)*", "(a*)?", "a|b",
    ];

    private static readonly string[] Flags = ["", "", "", "i", "m", "s", "g", "im", "u", "u", "ui", "v", "v", "vi", "y", "uv", "gg", "x", "is"];
    private static readonly string[] Inputs = ["", "a", "ab", "aab", "abc\nab", "KkK\u212A", "sS\u017F", "ßéÉ", "a1 b_2", "😀a", "aaa", "ba\nb", "cab,ab", "AbAb"];
    private ulong _state = seed;

    public (string Pattern, string Flags, string Input) Next()
    {
        var pattern = string.Concat(Enumerable.Range(0, 1 + Pick(7)).Select(_ => Pieces[Pick(Pieces.Length)]));
        return (pattern, Flags[Pick(Flags.Length)], Inputs[Pick(Inputs.Length)]);
    }

    /// <summary>SplitMix64, so that the cases stay the same in every version of .NET.</summary>
    private int Pick(int count)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)count);
    }
}
