using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>An entity as a dictionary of its properties, its keys, its version and its time among them.</summary>
#pragma warning disable CA1710 // The official name.
public sealed partial class TableEntity : ITableEntity, IDictionary<string, object>
{
    internal const string PartitionKeyName = "PartitionKey";
    internal const string RowKeyName = "RowKey";
    internal const string TimestampName = "Timestamp";
    internal const string ETagName = "odata.etag";

    private readonly Dictionary<string, object?> _properties;

    /// <summary>An entity without keys yet.</summary>
    public TableEntity() => _properties = [];

    /// <summary>An entity with its keys.</summary>
    /// <param name="partitionKey">The partition that it lies in.</param>
    /// <param name="rowKey">Its key within the partition.</param>
    public TableEntity(string partitionKey, string rowKey)
    {
        _properties = new Dictionary<string, object?>(StringComparer.Ordinal) { [PartitionKeyName] = partitionKey, [RowKeyName] = rowKey };
    }

    /// <summary>An entity with a copy of the given properties.</summary>
    /// <param name="values">The properties.</param>
    public TableEntity(IDictionary<string, object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _properties = new Dictionary<string, object?>(values.Count, StringComparer.Ordinal);
        foreach (var (key, value) in values)
            _properties[key] = value;
    }

    internal TableEntity(int capacity) => _properties = new Dictionary<string, object?>(capacity, StringComparer.Ordinal);

    /// <inheritdoc />
    public string PartitionKey
    {
        get => GetString(PartitionKeyName)!;
        set => _properties[PartitionKeyName] = value;
    }

    /// <inheritdoc />
    public string RowKey
    {
        get => GetString(RowKeyName)!;
        set => _properties[RowKeyName] = value;
    }

    /// <inheritdoc />
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(TimestampName);
        set => _properties[TimestampName] = value;
    }

    /// <inheritdoc />
    public ETag ETag
    {
        get => _properties.GetValueOrDefault(ETagName) is string value ? new ETag(value) : default;
        set => _properties[ETagName] = value.ToString();
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _properties.Count;

    /// <summary>The names of the entries.</summary>
    public ICollection<string> Keys => _properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values!;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>A property's value; null where there is none.</summary>
    /// <param name="key">The property's name.</param>
    public object? this[string key]
    {
        get => _properties.GetValueOrDefault(key);
        set => _properties[key] = value;
    }

    object IDictionary<string, object>.this[string key]
    {
        get => _properties.GetValueOrDefault(key)!;
        set => _properties[key] = value;
    }

    internal Dictionary<string, object?> Properties => _properties;

    /// <summary>Adds a property that is not there yet.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    public void Add(string key, object? value) => _properties.Add(key, value);

    /// <inheritdoc />
    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    /// <inheritdoc />
    public bool Remove(string key) => _properties.Remove(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => _properties.TryGetValue(key, out value!);

    /// <inheritdoc />
    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => Dictionary.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) => Dictionary.CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => Dictionary.Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => Dictionary.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    private ICollection<KeyValuePair<string, object>> Dictionary => _properties!;
}
