using System.Globalization;
using System.Text;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>Makes a name under which others can save a file of the name that a client sent.</summary>
internal static class FileName
{
    private const int MaxLength = 150;
    private const string Unnamed = "file";

    /// <summary>The last part of a path, without what systems refuse in names or what hides what a name says; never empty.</summary>
    public static string Clean(string name)
    {
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
            if (IsAllowed(rune)) clean.Append(rune.ToString());
        var text = clean.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
        return text.Length == 0 ? Unnamed : Shorten(text);
    }

    /// <summary>The extension without its dot, in lower case; empty for none.</summary>
    public static string Extension(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    // Formatting characters turn a name round on the screen: cod.exe reads exe.doc.
    private static bool IsAllowed(Rune rune) =>
        rune.Value is not ('<' or '>' or ':' or '"' or '|' or '?' or '*' or 0xFFFD) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength) return name;
        var extension = Path.GetExtension(name);
        if (extension.Length > 20) extension = "";
        var end = MaxLength - extension.Length;
        if (char.IsHighSurrogate(name[end - 1])) end--;
        return name[..end] + extension;
    }
}
