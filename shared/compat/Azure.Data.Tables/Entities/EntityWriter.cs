using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>Writes entities as JSON, straight into a request's body.</summary>
internal sealed class EntityWriter(PooledContent content)
{
    private EntityLimits _limits;

    /// <summary>Writes one entity: its keys and its own properties; its version and its time are the service's.</summary>
    public void Write(ITableEntity entity)
    {
        var (partitionKey, rowKey) = (entity.PartitionKey, entity.RowKey);
        TableKeys.Check(partitionKey, TableEntity.PartitionKeyName);
        TableKeys.Check(rowKey, TableEntity.RowKeyName);
        _limits = new EntityLimits(partitionKey, rowKey);
        content.Append("{\"PartitionKey\":"u8);
        JsonText.Write(content, partitionKey, TableEntity.PartitionKeyName);
        content.Append(",\"RowKey\":"u8);
        JsonText.Write(content, rowKey, TableEntity.RowKeyName);
        if (entity is TableEntity dictionary)
            WriteProperties(dictionary);
        else
            EntityShape.Of(entity.GetType()).Write(entity, this);
        content.Append("}"u8);
    }

    /// <summary>Writes one property; nothing for null, which the service does not store.</summary>
    public void Add<T>(string name, T value)
    {
        switch (value)
        {
            case null: break;
            case string text: AddText(name, text); break;
            case int number: AddNumber(name, number); break;
            case bool truth: AddBoolean(name, truth); break;
            case long number: AddInt64(name, number); break;
            case double number: AddDouble(name, number); break;
            case DateTimeOffset time: AddTime(name, time.UtcDateTime); break;
            case DateTime time: AddTime(name, time); break;
            case Guid guid: AddGuid(name, guid); break;
            case byte[] bytes: AddBinary(name, bytes); break;
            case BinaryData data: AddBinary(name, data.ToMemory().Span); break;
            case Enum constant: AddText(name, constant.ToString()); break;
            default: throw new NotSupportedException($"Property '{name}' is of the type {value.GetType()}, which a table does not hold.");
        }
    }

    private void WriteProperties(TableEntity entity)
    {
        foreach (var (name, value) in entity.Properties)
        {
            if (name is not (TableEntity.PartitionKeyName or TableEntity.RowKeyName or TableEntity.TimestampName or TableEntity.ETagName))
                Add(name, value);
        }
    }

    private void AddText(string name, string value)
    {
        _limits.CountVariable(name, value.Length * sizeof(char));
        Name(name);
        JsonText.Write(content, value, name);
    }

    private void AddNumber(string name, int value)
    {
        _limits.CountFixed(name, sizeof(int));
        Name(name);
        Format(value);
    }

    private void AddBoolean(string name, bool value)
    {
        _limits.CountFixed(name, sizeof(bool));
        Name(name);
        content.Append(value ? "true"u8 : "false"u8);
    }

    private void AddInt64(string name, long value)
    {
        _limits.CountFixed(name, sizeof(long));
        TypedName(name, "Edm.Int64"u8);
        Quoted(value);
    }

    private void AddDouble(string name, double value)
    {
        _limits.CountFixed(name, sizeof(double));
        TypedName(name, "Edm.Double"u8);
        if (double.IsFinite(value))
            Format(value, "R");
        else
            Quoted(value);
    }

    private void AddTime(string name, DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc)
            throw new NotSupportedException($"DateTime {value:O} of '{name}' has a Kind of {value.Kind}. Azure SDK requires it to be UTC.");
        if (value.Year < 1601)
            throw TableErrors.Refused("OutOfRangeInput", $"The '{name}' parameter of value '{value:O}' is out of range.");
        _limits.CountFixed(name, sizeof(long));
        TypedName(name, "Edm.DateTime"u8);
        Quoted(value, "O");
    }

    private void AddGuid(string name, Guid value)
    {
        _limits.CountFixed(name, 16);
        TypedName(name, "Edm.Guid"u8);
        Quoted(value, "D");
    }

    private void AddBinary(string name, ReadOnlySpan<byte> value)
    {
        _limits.CountVariable(name, value.Length);
        TypedName(name, "Edm.Binary"u8);
        content.Append("\""u8);
        var room = content.Room(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(value.Length));
        System.Buffers.Text.Base64.EncodeToUtf8(value, room, out _, out var written);
        content.Advance(written);
        content.Append("\""u8);
    }

    private void Name(string name)
    {
        content.Append(","u8);
        JsonText.Write(content, name, name);
        content.Append(":"u8);
    }

    private void TypedName(string name, ReadOnlySpan<byte> edmType)
    {
        content.Append(","u8);
        JsonText.Write(content, name, name);
        content.Advance(-1);
        content.Append("@odata.type\":\""u8);
        content.Append(edmType);
        content.Append("\""u8);
        Name(name);
    }

    private void Quoted<T>(T value, string? format = null)
        where T : IUtf8SpanFormattable
    {
        content.Append("\""u8);
        Format(value, format);
        content.Append("\""u8);
    }

    private void Format<T>(T value, string? format = null)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(content.Room(64), out var written, format, CultureInfo.InvariantCulture);
        content.Advance(written);
    }
}
