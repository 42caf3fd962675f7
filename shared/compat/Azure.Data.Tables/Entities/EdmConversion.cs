namespace Azure.Data.Tables;

/// <summary>From the type that came over the wire to the one that a property declares.</summary>
internal static class EdmConversion
{
    public static object To(Type declared, object value, string propertyName)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return value switch
        {
            _ when type.IsInstanceOfType(value) => value,
            DateTimeOffset time when type == typeof(DateTime) => time.UtcDateTime,
            byte[] bytes when type == typeof(BinaryData) => new BinaryData(bytes),
            string text when type.IsEnum => Enum.Parse(type, text),
            int number when type == typeof(long) => (long)number,
            int number when type == typeof(double) => (double)number,
            long number when type == typeof(double) => (double)number,
            _ => throw new InvalidOperationException($"Property '{propertyName}' is {declared}, and {value.GetType()} was read for it."),
        };
    }
}
