using System.Runtime.InteropServices;

namespace Acornima;

/// <summary>A span of lines and columns in a source file.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct SourceLocation : IEquatable<SourceLocation>
{
    /// <summary>Place of the first character.</summary>
    public readonly Position Start;

    /// <summary>Place after the last character.</summary>
    public readonly Position End;

    /// <summary>Name of the source, or null.</summary>
    public readonly string? SourceFile;

    internal SourceLocation(in Position start, in Position end, string? sourceFile)
    {
        Start = start;
        End = end;
        SourceFile = sourceFile;
    }

    /// <summary>Makes a location.</summary>
    /// <param name="start">Place of the first character.</param>
    /// <param name="end">Place after the last character.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    /// <returns>The location.</returns>
    public static SourceLocation From(Position start, Position end, string? sourceFile = null) => new(start, end, sourceFile);

    /// <summary>Whether two locations are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator ==(in SourceLocation left, in SourceLocation right) => left.Equals(right);

    /// <summary>Whether two locations differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they do.</returns>
    public static bool operator !=(in SourceLocation left, in SourceLocation right) => !left.Equals(right);

    /// <summary>The same span in a source of another name.</summary>
    /// <param name="sourceFile">The name, or null.</param>
    /// <returns>The location.</returns>
    public SourceLocation WithSourceFile(string? sourceFile) => new(Start, End, sourceFile);

    /// <inheritdoc />
    public bool Equals(SourceLocation other) =>
        Start == other.Start && End == other.End && string.Equals(SourceFile, other.SourceFile, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is SourceLocation other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Start, End, SourceFile);

    /// <inheritdoc />
    public override string ToString() => $"{SourceFile ?? "<anonymous>"} {Start}-{End}";
}
