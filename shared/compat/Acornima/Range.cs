using System.Runtime.InteropServices;

namespace Acornima;

/// <summary>A span of characters, the end not included.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct Range : IEquatable<Range>
{
    /// <summary>Index of the first character.</summary>
    public readonly int Start;

    /// <summary>Index after the last character.</summary>
    public readonly int End;

    internal Range(int start, int end)
    {
        Start = start;
        End = end;
    }

    /// <summary>Whether two spans are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator ==(Range left, Range right) => left.Equals(right);

    /// <summary>Whether two spans differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they do.</returns>
    public static bool operator !=(Range left, Range right) => !left.Equals(right);

    /// <summary>Takes the span apart.</summary>
    /// <param name="start">Index of the first character.</param>
    /// <param name="end">Index after the last character.</param>
    public void Deconstruct(out int start, out int end)
    {
        start = Start;
        end = End;
    }

    /// <inheritdoc />
    public bool Equals(Range other) => Start == other.Start && End == other.End;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Range other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Start, End);

    /// <inheritdoc />
    public override string ToString() => $"[{Start}..{End})";
}
