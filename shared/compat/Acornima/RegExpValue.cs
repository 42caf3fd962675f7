using System.Runtime.InteropServices;

namespace Acornima;

/// <summary>A regular expression as written.</summary>
/// <param name="Pattern">The text between the slashes.</param>
/// <param name="Flags">The letters after them.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RegExpValue(string Pattern, string Flags);
