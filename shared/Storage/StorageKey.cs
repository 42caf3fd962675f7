using System.Globalization;
using System.Text;

namespace Gantry.Shared.Storage;

/// <summary>
/// Makes partition and row keys of names that people chose. Table Storage refuses <c>/ \ # ?</c> and control characters in keys; here each becomes
/// <c>~</c> and four hexadecimal digits, and so do separators and what is no character (servers differ about them), and <c>~</c> itself, <c>%</c> (which some proxies decode twice) and <c>|</c> (which separates the parts of our row keys).
/// </summary>
public static class StorageKey
{
    /// <summary>Encodes a value, keeping its case: for ids.</summary>
    /// <param name="value">Any text.</param>
    /// <returns>A key part; two different values never give the same one.</returns>
    public static string Encode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var start = 0;
        while (start < value.Length && !NeedsEscape(value, start)) start++;
        if (start == value.Length) return value;

        var key = new StringBuilder(value.Length + 16).Append(value, 0, start);
        for (var i = start; i < value.Length; i++)
        {
            if (NeedsEscape(value, i)) key.Append('~').Append(((int)value[i]).ToString("x4", CultureInfo.InvariantCulture));
            else key.Append(value[i]);
        }

        return key.ToString();
    }

    /// <summary>Encodes a value without regard to case: for user names, addresses and room names, which are unique whatever their case.</summary>
    /// <param name="value">Any text.</param>
    /// <returns>A key part.</returns>
    public static string Fold(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Encode(value.ToLowerInvariant());
    }

    private static bool NeedsEscape(string value, int index)
    {
        var c = value[index];
        return c is '/' or '\\' or '#' or '?' or '~' or '%' or '|' || (c != ' ' && char.IsSeparator(c)) || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned || (char.IsSurrogate(c) && !IsPaired(value, index));
    }

    private static bool IsPaired(string value, int index) => char.IsHighSurrogate(value[index])
        ? index + 1 < value.Length && char.IsLowSurrogate(value[index + 1])
        : index > 0 && char.IsHighSurrogate(value[index - 1]);
}
