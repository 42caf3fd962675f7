using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Reads entities from the service's JSON.</summary>
internal ref struct EntityReader
{
    private readonly List<string> _names = [];
    private Utf8JsonReader _json;
    private int _expected;
    private int _propertyCount = 8;
    private string _partitionKey = "";

    public EntityReader(ReadOnlySpan<byte> json) => _json = new Utf8JsonReader(json);

    /// <summary>The only entity of an answer.</summary>
    public T ReadOne<T>()
        where T : class, ITableEntity
    {
        _json.Read();
        return ReadEntity<T>();
    }

    /// <summary>The entities of a query's page.</summary>
    public List<T> ReadPage<T>()
        where T : class, ITableEntity
    {
        var page = new List<T>();
        while (_json.Read() && !(_json.TokenType == JsonTokenType.PropertyName && _json.ValueTextEquals("value"u8)))
        {
        }

        _json.Read();
        while (_json.Read() && _json.TokenType == JsonTokenType.StartObject)
            page.Add(ReadEntity<T>());
        return page;
    }

    private T ReadEntity<T>()
        where T : class, ITableEntity
    {
        var dictionary = typeof(T) == typeof(TableEntity) ? new TableEntity(_propertyCount) : null;
        var entity = dictionary as T ?? Activator.CreateInstance<T>();
        var shape = dictionary is null ? EntityShape.Of(typeof(T)) : null;
        var type = EdmType.Unspecified;
        _expected = 0;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (IsAnnotation(out var namesType))
            {
                _json.Read();
                if (namesType)
                    type = EdmReader.Type(ref _json);
                continue;
            }

            var name = Name();
            _json.Read();
            if (!SetSystemProperty(entity, name))
            {
                var value = EdmReader.Value(ref _json, type);
                if (dictionary is null)
                    shape!.Set(entity, name, value);
                else
                    dictionary.Properties[name] = value;
            }

            type = EdmType.Unspecified;
        }

        _propertyCount = dictionary?.Count ?? 0;
        return entity;
    }

    private bool SetSystemProperty(ITableEntity entity, string name)
    {
        switch (name)
        {
            case TableEntity.ETagName: entity.ETag = new ETag(_json.GetString()!); return true;
            case TableEntity.PartitionKeyName: entity.PartitionKey = PartitionKey(); return true;
            case TableEntity.RowKeyName: entity.RowKey = _json.GetString()!; return true;
            case TableEntity.TimestampName: entity.Timestamp = _json.GetDateTimeOffset(); return true;
            default: return false;
        }
    }

    /// <summary>A row's partition key; most rows of a page share theirs.</summary>
    private string PartitionKey()
    {
        if (!_json.ValueTextEquals(_partitionKey))
            _partitionKey = _json.GetString()!;
        return _partitionKey;
    }

    private readonly bool IsAnnotation(out bool namesType)
    {
        var name = _json.ValueSpan;
        namesType = name.EndsWith("@odata.type"u8);
        return namesType || (name.StartsWith("odata."u8) && !name.SequenceEqual("odata.etag"u8));
    }

    /// <summary>A property's name; rows of a page have the same ones in the same order, so each is made once.</summary>
    private string Name()
    {
        if (_expected < _names.Count && _json.ValueTextEquals(_names[_expected]))
            return _names[_expected++];
        for (var i = 0; i < _names.Count; i++)
        {
            if (!_json.ValueTextEquals(_names[i]))
                continue;
            _expected = i + 1;
            return _names[i];
        }

        var name = _json.GetString()!;
        _names.Add(name);
        _expected = _names.Count;
        return name;
    }
}
