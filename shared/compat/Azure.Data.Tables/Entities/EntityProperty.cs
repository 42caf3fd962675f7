using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>One property of an entity class, got and set through delegates.</summary>
internal abstract class EntityProperty(string name)
{
    public string Name { get; } = name;

    public abstract bool CanRead { get; }

    public abstract bool CanWrite { get; }

    public static EntityProperty Create(Type entity, PropertyInfo property)
    {
        if (entity.IsValueType)
            throw new NotSupportedException($"An entity is a class; {entity} is not.");
        var type = typeof(EntityProperty<,>).MakeGenericType(entity, property.PropertyType);
        return (EntityProperty)Activator.CreateInstance(type, property)!;
    }

    public abstract void Write(ITableEntity entity, EntityWriter writer);

    public abstract void Set(ITableEntity entity, object value);
}

/// <summary>The same with its types, so that values are written without boxing.</summary>
/// <typeparam name="TEntity">The entity class.</typeparam>
/// <typeparam name="TValue">The property's type.</typeparam>
internal sealed class EntityProperty<TEntity, TValue>(PropertyInfo property)
    : EntityProperty(property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name)
    where TEntity : class
{
    private readonly Func<TEntity, TValue>? _get = property.GetGetMethod()?.CreateDelegate<Func<TEntity, TValue>>();
    private readonly Action<TEntity, TValue>? _set = property.GetSetMethod(nonPublic: true)?.CreateDelegate<Action<TEntity, TValue>>();

    public override bool CanRead => _get is not null;

    public override bool CanWrite => _set is not null;

    public override void Write(ITableEntity entity, EntityWriter writer) => writer.Add(Name, _get!((TEntity)entity));

    public override void Set(ITableEntity entity, object value) =>
        _set!((TEntity)entity, value is TValue same ? same : (TValue)EdmConversion.To(typeof(TValue), value, Name));
}
