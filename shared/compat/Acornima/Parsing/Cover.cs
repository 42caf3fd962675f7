using System.Runtime.InteropServices;

namespace Acornima.Parsing;

/// <summary>What is an error in an expression but not in the pattern that it may turn out to be. Each is the index after the place; 0 for none.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Cover
{
    /// <summary><c>{ a = 1 }</c>.</summary>
    public int ShorthandInitializer;

    /// <summary><c>{ __proto__: a, __proto__: b }</c>.</summary>
    public int DuplicateProto;

    public readonly bool IsEmpty => (ShorthandInitializer | DuplicateProto) == 0;

    public void Add(in Cover other)
    {
        if (ShorthandInitializer == 0) ShorthandInitializer = other.ShorthandInitializer;
        if (DuplicateProto == 0) DuplicateProto = other.DuplicateProto;
    }
}
