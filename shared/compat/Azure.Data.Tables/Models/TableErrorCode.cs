namespace Azure.Data.Tables.Models;

/// <summary>A code of the service's refusals.</summary>
#pragma warning disable CA2225, MA0097 // The official shape.
public readonly partial struct TableErrorCode : IEquatable<TableErrorCode>
{
    private readonly string _value;

    /// <summary>Makes a code of its text.</summary>
    /// <param name="value">The text.</param>
    public TableErrorCode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Makes a code of its text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator TableErrorCode(string value) => new(value);

    /// <summary>Whether both are the same code.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">Another.</param>
    public static bool operator ==(TableErrorCode left, TableErrorCode right) => left.Equals(right);

    /// <summary>Whether they are different codes.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">Another.</param>
    public static bool operator !=(TableErrorCode left, TableErrorCode right) => !left.Equals(right);

    /// <summary>Whether the text is the code's.</summary>
    /// <param name="code">The code.</param>
    /// <param name="value">The text.</param>
    public static bool operator ==(TableErrorCode code, string? value) => Same(code._value, value);

    /// <summary>Whether the text is not the code's.</summary>
    /// <param name="code">The code.</param>
    /// <param name="value">The text.</param>
    public static bool operator !=(TableErrorCode code, string? value) => !Same(code._value, value);

    /// <summary>Whether the text is the code's.</summary>
    /// <param name="value">The text.</param>
    /// <param name="code">The code.</param>
    public static bool operator ==(string? value, TableErrorCode code) => Same(code._value, value);

    /// <summary>Whether the text is not the code's.</summary>
    /// <param name="value">The text.</param>
    /// <param name="code">The code.</param>
    public static bool operator !=(string? value, TableErrorCode code) => !Same(code._value, value);

    /// <inheritdoc />
    public bool Equals(TableErrorCode other) => Same(_value, other._value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is TableErrorCode other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <inheritdoc />
    public override string ToString() => _value;

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
