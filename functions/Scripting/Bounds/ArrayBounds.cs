using System.Runtime.CompilerServices;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Gantry.Functions.Scripting.Bounds;

/// <summary>The functions of arrays that write out, or lay flat, what their elements share.</summary>
internal sealed class ArrayBounds
{
    private const int CheckInterval = 1024;

    private readonly NativeBounds _bounds;
    private readonly HashSet<ObjectInstance> _joining = new(ReferenceEqualityComparer.Instance);

    private ArrayBounds(NativeBounds bounds) => _bounds = bounds;

    public static void Install(NativeBounds bounds)
    {
        var own = new ArrayBounds(bounds);
        foreach (var owner in (ObjectInstance[])[bounds.Find("Array.prototype"), bounds.Find("Object.getPrototypeOf(Int8Array.prototype)")])
        {
            bounds.Replace(owner, "join", 1, (self, args) => own.Join(self, NativeBounds.Argument(args, 0) is var glue && glue.IsUndefined() ? "," : bounds.Text(glue), static value => value));
            bounds.Replace(owner, "toLocaleString", 0, (self, args) => own.Join(self, ",", value => own.Localized(value, args)));
        }

        bounds.Replace(bounds.Find("Array.prototype"), "flat", 0, own.Flat);
    }

    private JsValue Localized(JsValue value, JsValue[] args) => NativeBounds.IsNothing(value) ? value : _bounds.Call(_bounds.ToObject(value).Get("toLocaleString"), value, args);

    private JsString Join(JsValue self, string glue, Func<JsValue, JsValue> part)
    {
        var owner = _bounds.ToObject(self);

        // An array inside itself is left out, as all engines do.
        if (!_joining.Add(owner)) return JsString.Empty;
        try
        {
            var (text, length) = (new StringBuilder(), TypeConverter.ToLength(owner.Get("length")));
            for (ulong i = 0; i < length; i++)
            {
                if (i % CheckInterval == 0) _bounds.Engine.Constraints.Check();
                if (i > 0) text.Append(glue);
                var value = part(owner.Get(JsNumber.Create((double)i)));
                if (!NativeBounds.IsNothing(value)) text.Append(_bounds.Text(value));
                if (text.Length > _bounds.MaxLength) throw _bounds.TooLong();
            }

            return JsString.Create(text.ToString());
        }
        finally
        {
            _joining.Remove(owner);
        }
    }

    private JsArray Flat(JsValue self, JsValue[] args)
    {
        List<JsValue> flat = [];
        Flatten(_bounds.ToObject(self), NativeBounds.Argument(args, 0) is var depth && depth.IsUndefined() ? 1 : TypeConverter.ToNumber(depth), flat);
        return new JsArray(_bounds.Engine, [.. flat]);
    }

    private void Flatten(ObjectInstance source, double depth, List<JsValue> flat)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var length = TypeConverter.ToLength(source.Get("length"));
        for (ulong i = 0; i < length; i++)
        {
            if (i % CheckInterval == 0) _bounds.Engine.Constraints.Check();
            var index = JsNumber.Create((double)i);
            if (!source.HasProperty(index)) continue;
            var element = source.Get(index);
            if (depth >= 1 && element is ObjectInstance inner && element.IsArray()) Flatten(inner, depth - 1, flat);
            else flat.Add(element);
            if (flat.Count > _bounds.MaxArrayLength) throw _bounds.RangeError("Invalid array length");
        }
    }
}
