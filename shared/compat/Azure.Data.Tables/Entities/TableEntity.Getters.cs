namespace Azure.Data.Tables;

/// <summary>The typed getters: null where the property is missing, an exception where it is of another type.</summary>
public sealed partial class TableEntity
{
    /// <summary>A text.</summary>
    /// <param name="key">The property's name.</param>
    public string? GetString(string key) => Get<string>(key);

    /// <summary>Bytes.</summary>
    /// <param name="key">The property's name.</param>
    public byte[]? GetBinary(string key) => _properties.GetValueOrDefault(key) is BinaryData data ? data.ToArray() : Get<byte[]>(key);

    /// <summary>Bytes.</summary>
    /// <param name="key">The property's name.</param>
    public BinaryData? GetBinaryData(string key) => _properties.GetValueOrDefault(key) is byte[] bytes ? new BinaryData(bytes) : Get<BinaryData>(key);

    /// <summary>A truth value.</summary>
    /// <param name="key">The property's name.</param>
    public bool? GetBoolean(string key) => GetValue<bool>(key);

    /// <summary>A 32-bit integer.</summary>
    /// <param name="key">The property's name.</param>
    public int? GetInt32(string key) => GetValue<int>(key);

    /// <summary>A 64-bit integer.</summary>
    /// <param name="key">The property's name.</param>
    public long? GetInt64(string key) => GetValue<long>(key);

    /// <summary>A floating-point number.</summary>
    /// <param name="key">The property's name.</param>
    public double? GetDouble(string key) => GetValue<double>(key);

    /// <summary>A GUID.</summary>
    /// <param name="key">The property's name.</param>
    public Guid? GetGuid(string key) => GetValue<Guid>(key);

    /// <summary>A time, in UTC.</summary>
    /// <param name="key">The property's name.</param>
    public DateTime? GetDateTime(string key) =>
        _properties.GetValueOrDefault(key) is DateTimeOffset value ? value.UtcDateTime : GetValue<DateTime>(key);

    /// <summary>A time.</summary>
    /// <param name="key">The property's name.</param>
    public DateTimeOffset? GetDateTimeOffset(string key) =>
        _properties.GetValueOrDefault(key) is DateTime value ? new DateTimeOffset(value) : GetValue<DateTimeOffset>(key);

    private T? Get<T>(string key)
        where T : class => _properties.GetValueOrDefault(key) switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(typeof(T), other),
        };

    private T? GetValue<T>(string key)
        where T : struct => _properties.GetValueOrDefault(key) switch
        {
            null => null,
            T value => value,
            var other => throw WrongType(typeof(T), other),
        };

    private static InvalidOperationException WrongType(Type wanted, object value) =>
        new($"Cannot return {wanted} type for a {value.GetType()} typed property.");
}
