using System.Runtime.CompilerServices;

namespace Acornima.Parsing;

/// <summary>Compares names of one <see cref="NameTable"/>.</summary>
internal sealed class NameComparer : IEqualityComparer<string>
{
    public static readonly NameComparer Instance = new();

    public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

    public int GetHashCode(string obj) => RuntimeHelpers.GetHashCode(obj);
}
