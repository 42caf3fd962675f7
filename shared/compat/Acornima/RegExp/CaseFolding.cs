namespace Acornima.RegExp;

/// <summary>Which characters are the same to <c>i</c> without <c>u</c> and <c>v</c> (sec-runtime-semantics-canonicalize-ch).</summary>
internal static class CaseFolding
{
    private static readonly Lazy<Dictionary<char, char[]>> Classes = new(CreateClasses);

    public static ReadOnlySpan<char> OtherCasesOf(char c) => Classes.Value.GetValueOrDefault(c);

    /// <summary>The upper case, unless it is more than one character or would bring a character into ASCII.</summary>
    private static char Canonicalize(char c)
    {
        var upper = char.ToUpperInvariant(c);
        return HasLongUpperCase(c) || (c >= 128 && upper < 128) ? c : upper;
    }

    /// <summary>
    /// Characters whose full upper case is several characters although a simple one exists: the Greek letters with iota subscript
    /// (SpecialCasing of Unicode).
    /// </summary>
    private static bool HasLongUpperCase(char c) =>
        c is (>= '\u1F80' and <= '\u1FAF') or '\u1FB3' or '\u1FBC' or '\u1FC3' or '\u1FCC' or '\u1FF3' or '\u1FFC';

    private static Dictionary<char, char[]> CreateClasses()
    {
        var byCanonical = new Dictionary<char, List<char>>();
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var canonical = Canonicalize((char)c);
            if (!byCanonical.TryGetValue(canonical, out var members)) byCanonical[canonical] = members = [];
            members.Add((char)c);
        }

        var result = new Dictionary<char, char[]>();
        foreach (var members in byCanonical.Values)
        {
            if (members.Count < 2) continue;
            foreach (var c in members) result[c] = [.. members.Where(m => m != c)];
        }

        return result;
    }
}
