using Jint;
using Jint.Native;
using Jint.Native.Error;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Gantry.Functions.Scripting.Bounds;

/// <summary>
/// Puts bounds on the built-in functions that make much of little in a single step: the engine checks its limits between statements, when the
/// memory, or the process, is long gone.
/// </summary>
internal sealed class NativeBounds(Engine engine, int maxLength, int maxArrayLength)
{
    // Texts from this length on are checked one by one, though no statement lies between them.
    private const int LargeText = 65_536;

    private readonly ErrorConstructor _rangeError = (ErrorConstructor)engine.Global.Get("RangeError");
    private readonly JsValue _object = engine.Global.Get("Object");

    public Engine Engine => engine;

    /// <summary>Characters of the longest text that a function may make.</summary>
    public int MaxLength => maxLength;

    /// <summary>Elements of the longest array that a function may make.</summary>
    public int MaxArrayLength => maxArrayLength;

    /// <summary>Replaces the functions of an engine.</summary>
    public static void Install(Engine engine, ScriptOptions options)
    {
        var bounds = new NativeBounds(engine, options.MaxMemoryBytes / 2, options.MaxArrayLength);
        TextBounds.Install(bounds);
        ReplaceBounds.Install(bounds);
        ArrayBounds.Install(bounds);
        JsonBounds.Install(bounds);
    }

    /// <summary>A built-in object, such as <c>String.prototype</c>.</summary>
    public ObjectInstance Find(string expression) => (ObjectInstance)engine.Evaluate(expression);

    /// <summary>Puts a function of ours in the place of a built-in one.</summary>
    public void Replace(ObjectInstance owner, JsValue name, int length, Func<JsValue, JsValue[], JsValue> body)
    {
        var function = new ClrFunction(engine, name.IsString() ? name.AsString() : "", (self, args) => Checked(body(self, args)), length, PropertyFlag.Configurable);
        owner.DefineOwnProperty(name, new PropertyDescriptor(function, writable: true, enumerable: false, configurable: true));
    }

    /// <summary>A value as an object.</summary>
    public ObjectInstance ToObject(JsValue value) => value as ObjectInstance
        ?? (IsNothing(value) ? throw TypeError("Cannot convert undefined or null to object") : (ObjectInstance)_object.Call(JsValue.Undefined, [value]));

    /// <summary>Calls what a script put there.</summary>
    public JsValue Call(JsValue function, JsValue self, JsValue[] args) => function.IsCallable() ? function.Call(self, args) : throw TypeError($"{function} is not a function");

    /// <summary>Looks at the limits if a value is a large text.</summary>
    public JsValue Checked(JsValue value)
    {
        if (value is JsString { Length: > LargeText }) engine.Constraints.Check();
        return value;
    }

    /// <summary>A value as a text, whose making may have cost much.</summary>
    public string Text(JsValue value)
    {
        var text = TypeConverter.ToString(value);
        if (text.Length > LargeText) engine.Constraints.Check();
        return text;
    }

    /// <summary>What a script is told whose text would be too long.</summary>
    public JavaScriptException TooLong() => RangeError("Invalid string length");

    public JavaScriptException RangeError(string message) => new(_rangeError, message);

    public JavaScriptException TypeError(string message) => new(engine.Intrinsics.TypeError, message);

    public static bool IsNothing(JsValue value) => value.IsNull() || value.IsUndefined();

    public static JsValue Argument(JsValue[] args, int index) => index < args.Length ? args[index] : JsValue.Undefined;
}
