using System.Runtime.InteropServices;

namespace Acornima;

/// <summary>The text of a template element.</summary>
/// <param name="Cooked">The text with escapes resolved; null where an escape is invalid, which a tagged template may have.</param>
/// <param name="Raw">The text as written, with line ends normalized to a line feed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TemplateValue(string? Cooked, string Raw);
