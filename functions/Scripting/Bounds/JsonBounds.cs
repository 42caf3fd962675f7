using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Gantry.Functions.Scripting.Bounds;

/// <summary>Writes JSON up to a length. The serializer itself would write a text as often as it is referred to before anybody looks, so each value is counted on its way.</summary>
internal sealed class JsonBounds
{
    private const int CheckInterval = 256;
    private const int LengthOfOthers = 8;
    private const int MaxListedDepth = 1_000;

    // Objects around primitives, which are written as those; their types have no public name.
    private static readonly Type StringWrapper = Wrapper("''");
    private static readonly Type[] OtherWrappers = [Wrapper("0"), Wrapper("false"), Wrapper("0n")];

    private readonly Engine _engine;
    private readonly int _maxLength;
    private readonly Func<JsValue> _whenTooLong;
    private readonly Dictionary<ObjectInstance, int> _depths = new(ReferenceEqualityComparer.Instance);
    private JsValue? _replacer;
    private List<JsValue>? _listed;
    private int _indent;
    private long _length;
    private int _count;

    private JsonBounds(Engine engine, int maxLength, Func<JsValue> whenTooLong) => (_engine, _maxLength, _whenTooLong) = (engine, maxLength, whenTooLong);

    public static void Install(NativeBounds bounds)
    {
        var json = bounds.Find("JSON");

        // A text that is written unseen.
        json.Delete("rawJSON");
        bounds.Replace(json, "stringify", 3, (_, args) =>
            new JsonBounds(bounds.Engine, bounds.MaxLength, () => throw bounds.TooLong()).Serialize(NativeBounds.Argument(args, 0), NativeBounds.Argument(args, 1), NativeBounds.Argument(args, 2)));
    }

    /// <summary>A value as JSON.</summary>
    /// <param name="engine">The engine of the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="maxLength">Characters, about: what is escaped counts once.</param>
    /// <param name="whenTooLong">Throws, or gives what is written for each value beyond.</param>
    /// <returns>The JSON; null if there is none.</returns>
    public static string? Write(Engine engine, JsValue value, int maxLength, Func<JsValue> whenTooLong) =>
        new JsonBounds(engine, maxLength, whenTooLong).Serialize(value, JsValue.Undefined, JsValue.Undefined) is JsString json ? json.ToString() : null;

    private static Type Wrapper(string primitive)
    {
        using var engine = new Engine();
        return engine.Evaluate($"Object({primitive})").GetType();
    }

    private JsValue Serialize(JsValue value, JsValue replacer, JsValue space)
    {
        if (replacer.IsCallable()) _replacer = replacer;
        else if (replacer is ObjectInstance list && replacer.IsArray()) _listed = Listed(list);
        _indent = space.IsUndefined() ? 0 : 10;
        var count = new ClrFunction(_engine, "", (holder, args) => Count((ObjectInstance)holder, args[0], args[1]), 2, PropertyFlag.Configurable);
        return new JsonSerializer(_engine).Serialize(value, count, space);
    }

    private JsValue Count(ObjectInstance holder, JsValue name, JsValue value)
    {
        if (++_count % CheckInterval == 0) _engine.Constraints.Check();
        if (_replacer is not null) value = _replacer.Call(holder, [name, value]);
        if (value.GetType() == StringWrapper) value = TypeConverter.ToString(value);
        var depth = _indent > 0 || _listed is not null ? _depths.GetValueOrDefault(holder) + 1 : 0;
        _length += name.ToString().Length + (value is JsString text ? text.Length : LengthOfOthers) + ((long)depth * _indent);
        if (_length > _maxLength) return _whenTooLong();
        if (value is ObjectInstance instance && !value.IsCallable())
        {
            // What is picked is new each time, so the serializer sees no circle.
            if (_listed is not null && depth > MaxListedDepth) throw new JavaScriptException(_engine.Intrinsics.TypeError, "Converting circular structure to JSON");
            if (_listed is not null && !value.IsArray() && !OtherWrappers.Contains(value.GetType())) value = instance = Pick(instance, _listed);
            if (depth > 0) _depths[instance] = depth;
        }

        return value;
    }

    // ECMA-262 25.5.4, step 4: a list of names is an order, too.
    private List<JsValue> Listed(ObjectInstance list)
    {
        var (names, seen) = (new List<JsValue>(), new HashSet<string>(StringComparer.Ordinal));
        for (ulong i = 0; i < TypeConverter.ToLength(list.Get("length")); i++)
        {
            if (i % CheckInterval == 0) _engine.Constraints.Check();
            var element = list.Get(JsNumber.Create((double)i));
            if ((element is JsString or JsNumber || element.GetType() == StringWrapper || element.GetType() == OtherWrappers[0]) && TypeConverter.ToString(element) is var name && seen.Add(name)) names.Add(name);
        }

        return names;
    }

    private JsObject Pick(ObjectInstance from, List<JsValue> names)
    {
        var picked = new JsObject(_engine);
        foreach (var name in names)
            if (from.Get(name) is var value && !value.IsUndefined()) picked.DefineOwnProperty(name, new PropertyDescriptor(value, writable: true, enumerable: true, configurable: true));
        return picked;
    }
}
