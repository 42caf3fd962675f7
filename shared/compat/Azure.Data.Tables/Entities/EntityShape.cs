using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>The properties of a class that implements <see cref="ITableEntity"/>, found once.</summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Shapes = new();

    private readonly Dictionary<string, EntityProperty> _writable;
    private readonly EntityProperty[] _readable;

    private EntityShape(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(IsOwn)
            .Select(property => EntityProperty.Create(type, property))
            .ToList();
        _readable = [.. properties.Where(property => property.CanRead)];
        _writable = properties.Where(property => property.CanWrite).ToDictionary(property => property.Name, StringComparer.Ordinal);
    }

    public static EntityShape Of(Type type) => Shapes.GetOrAdd(type, static type => new EntityShape(type));

    public void Write(ITableEntity entity, EntityWriter writer)
    {
        foreach (var property in _readable)
            property.Write(entity, writer);
    }

    public void Set(ITableEntity entity, string name, object? value)
    {
        if (value is not null && _writable.TryGetValue(name, out var property))
            property.Set(entity, value);
    }

    private static bool IsOwn(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0
        && property.GetCustomAttribute<IgnoreDataMemberAttribute>() is null
        && property.Name is not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey)
            or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag));
}
