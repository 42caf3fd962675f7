using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Error;
using Jint.Native.Json;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Gantry.Functions.Scripting;

/// <summary>
/// Puts a bound on the built-in functions that make a huge text of small ones in a single step: the engine's limits are checked between steps,
/// when the memory is long gone.
/// </summary>
internal static class Guards
{
    /// <summary>Replaces the functions of an engine.</summary>
    public static void Install(Engine engine, int maxLength)
    {
        var text = (ObjectInstance)engine.Evaluate("String.prototype");
        Guard(engine, text, "repeat", maxLength, (owner, args) => TypeConverter.ToString(owner).Length * Number(args));
        Guard(engine, text, "padStart", maxLength, (_, args) => Number(args));
        Guard(engine, text, "padEnd", maxLength, (_, args) => Number(args));
        Guard(engine, text, "concat", maxLength, (owner, args) => Length(owner) + args.Sum(Length));
        var array = (ObjectInstance)engine.Evaluate("Array.prototype");
        Guard(engine, array, "join", maxLength, (owner, args) => Joined(owner, args.Length > 0 ? Length(args[0]) : 1));
        var texts = (ObjectInstance)engine.Evaluate("String");
        Guard(engine, texts, "raw", maxLength, (_, args) => args.Skip(1).Sum(Length) + (args is [ObjectInstance strings, ..] ? Joined(strings.Get("raw"), 0) : 0));
        foreach (var name in new[] { "replace", "replaceAll" }) GuardReplacement(engine, text, name, maxLength);

        var json = (ObjectInstance)engine.Evaluate("JSON");
        Define(json, "stringify", new ClrFunction(engine, "stringify", (_, args) => Stringify(engine, args, maxLength), 3, PropertyFlag.Configurable));
    }

    private static void Guard(Engine engine, ObjectInstance owner, string name, int maxLength, Func<JsValue, JsValue[], double> estimate)
    {
        var original = owner.Get(name);
        Define(owner, name, new ClrFunction(
            engine,
            name,
            (self, args) => estimate(self, args) > maxLength ? throw TooLong(engine) : original.Call(self, args),
            1,
            PropertyFlag.Configurable));
    }

    private static void GuardReplacement(Engine engine, ObjectInstance text, string name, int maxLength)
    {
        var original = text.Get(name);
        Define(text, name, new ClrFunction(engine, name, Replace, 2, PropertyFlag.Configurable));

        JsValue Replace(JsValue self, JsValue[] args)
        {
            if (args.Length < 2 || !self.IsString()) return original.Call(self, args);
            var (length, by) = (Length(self), args[1]);
            if (!by.IsCallable())
            {
                var replacement = TypeConverter.ToString(by);
                var repeats = replacement.Contains("$`", StringComparison.Ordinal) || replacement.Contains("$'", StringComparison.Ordinal) || replacement.Contains("$&", StringComparison.Ordinal);
                if (length * replacement.Length * (repeats ? length : 1) <= maxLength) return original.Call(self, args);
                if (replacement.Contains('$', StringComparison.Ordinal)) return length * replacement.Length > 16.0 * maxLength ? throw TooLong(engine) : original.Call(self, args);
                by = new ClrFunction(engine, "", (_, _) => replacement, 0, PropertyFlag.Configurable);
            }

            double total = length;
            var counted = new ClrFunction(engine, "", (owner, match) => Count(by.Call(owner, match)), 0, PropertyFlag.Configurable);
            return original.Call(self, [args[0], counted]);

            JsValue Count(JsValue result)
            {
                var part = TypeConverter.ToString(result);
                total += part.Length;
                return total > maxLength ? throw TooLong(engine) : part;
            }
        }
    }

    private static JsValue Stringify(Engine engine, JsValue[] args, int maxLength)
    {
        var writer = new BoundedWriter(maxLength, "What JSON.stringify writes");
        var written = new JsonSerializer(engine).Serialize(Argument(args, 0), Argument(args, 1), Argument(args, 2), writer);
        return written ? JsString.Create(Encoding.UTF8.GetString(writer.Written.Span)) : JsValue.Undefined;
    }

    // Elements that are no texts count nothing: they become texts one by one, and what makes them is charged.
    private static double Joined(JsValue value, double glue)
    {
        if (value is not JsArray array) return 0;
        var total = glue * array.Length;
        for (var i = 0u; i < array.Length; i++) total += Length(array[i]);
        return total;
    }

    private static void Define(ObjectInstance owner, string name, JsValue value) =>
        owner.DefineOwnProperty(name, new PropertyDescriptor(value, writable: true, enumerable: false, configurable: true));

    private static JavaScriptException TooLong(Engine engine) => new((ErrorConstructor)engine.Global.Get("RangeError"), "Invalid string length");

    private static JsValue Argument(JsValue[] args, int index) => index < args.Length ? args[index] : JsValue.Undefined;

    // Converted once, so that what is checked is what is used.
    private static double Number(JsValue[] args)
    {
        if (args.Length == 0) return 0;
        var number = TypeConverter.ToNumber(args[0]);
        args[0] = JsNumber.Create(number);
        return number;
    }

    private static double Length(JsValue value) => value is JsString text ? text.Length : 0;
}
