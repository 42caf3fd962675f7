using System.Runtime.InteropServices;

namespace Acornima;

/// <summary>A place in a source text.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct Position : IEquatable<Position>, IComparable<Position>
{
    /// <summary>The line, from 1.</summary>
    public readonly int Line;

    /// <summary>The column, from 0.</summary>
    public readonly int Column;

    internal Position(int line, int column)
    {
        Line = line;
        Column = column;
    }

    /// <summary>Makes a position.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 0.</param>
    /// <returns>The position.</returns>
    public static Position From(int line, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(line);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        return new Position(line, column);
    }

    /// <summary>Whether two positions are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool operator ==(Position left, Position right) => left.Equals(right);

    /// <summary>Whether two positions differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they do.</returns>
    public static bool operator !=(Position left, Position right) => !left.Equals(right);

    /// <summary>Whether the left position is before the right.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether it is.</returns>
    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left position is after the right.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether it is.</returns>
    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left position is not after the right.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether it is not.</returns>
    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left position is not before the right.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether it is not.</returns>
    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public bool Equals(Position other) => Line == other.Line && Column == other.Column;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Position other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Line, Column);

    /// <inheritdoc />
    public int CompareTo(Position other) => Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    /// <inheritdoc />
    public override string ToString() => $"{Line}:{Column}";
}
