namespace Acornima.RegExp;

/// <summary>Which characters are the same to <c>i</c> without <c>u</c> and <c>v</c> (sec-runtime-semantics-canonicalize-ch).</summary>
internal static class CaseFolding
{
    /// <summary>The characters that have another case, in order, each with all the others.</summary>
    private static readonly Lazy<(char[] Characters, char[][] Others)> Classes = new(CreateClasses);

    /// <summary>What is the same as a character of a range.</summary>
    public static IEnumerable<char> OtherCasesOf(int low, int high)
    {
        var (characters, others) = Classes.Value;
        var first = Array.BinarySearch(characters, (char)Math.Min(low, char.MaxValue));
        for (var i = first < 0 ? ~first : first; i < characters.Length && characters[i] <= high; i++)
            foreach (var other in others[i]) yield return other;
    }

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

    private static (char[] Characters, char[][] Others) CreateClasses()
    {
        var classes = Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).GroupBy(Canonicalize).Where(group => group.Skip(1).Any()).Select(group => group.ToArray());
        var members = classes.SelectMany(members => members, (members, c) => (c, members.Where(m => m != c).ToArray())).OrderBy(pair => pair.c).ToArray();
        return ([.. members.Select(pair => pair.c)], [.. members.Select(pair => pair.Item2)]);
    }
}
