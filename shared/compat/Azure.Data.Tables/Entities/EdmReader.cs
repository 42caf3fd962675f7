using System.Buffers.Text;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>The type that an annotation names.</summary>
internal enum EdmType
{
    Unspecified,
    Int64,
    Double,
    DateTime,
    Guid,
    Binary,
}

/// <summary>Reads values of the wire's types.</summary>
internal static class EdmReader
{
    public static EdmType Type(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("Edm.Int64"u8))
            return EdmType.Int64;
        if (reader.ValueTextEquals("Edm.DateTime"u8))
            return EdmType.DateTime;
        if (reader.ValueTextEquals("Edm.Double"u8))
            return EdmType.Double;
        if (reader.ValueTextEquals("Edm.Guid"u8))
            return EdmType.Guid;
        return reader.ValueTextEquals("Edm.Binary"u8) ? EdmType.Binary : EdmType.Unspecified;
    }

    public static object? Value(ref Utf8JsonReader reader, EdmType type) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => Number(ref reader, type),
        JsonTokenType.String => type switch
        {
            EdmType.Int64 => Int64(ref reader),
            EdmType.DateTime => reader.GetDateTimeOffset(),
            EdmType.Double => double.Parse(reader.ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
            EdmType.Guid => reader.GetGuid(),
            EdmType.Binary => reader.GetBytesFromBase64(),
            _ => reader.GetString(),
        },
        _ => throw new JsonException($"An entity's value cannot begin with {reader.TokenType}."),
    };

    private static object Number(ref Utf8JsonReader reader, EdmType type)
    {
        if (type == EdmType.Double)
            return reader.GetDouble();
        if (type == EdmType.Int64)
            return reader.GetInt64();
        if (reader.TryGetInt32(out var small))
            return small;
        if (reader.TryGetInt64(out var large))
            return large;
        return reader.GetDouble();
    }

    private static long Int64(ref Utf8JsonReader reader) =>
        Utf8Parser.TryParse(reader.ValueSpan, out long value, out var consumed) && consumed == reader.ValueSpan.Length
            ? value
            : throw new JsonException("An Edm.Int64 is not an integer.");
}
