using Gantry.Functions.Scripting.Bounds;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Gantry.Functions.Scripting;

/// <summary>Values of a script as text.</summary>
internal static class ScriptText
{
    /// <summary>A value as a console shows it: a text as it is, an error as its stack, an object as JSON, of which the rest is left out beyond a length.</summary>
    public static string Of(Engine engine, JsValue value, int maxLength)
    {
        if (value is not ObjectInstance instance) return value.ToString();
        if (value.IsCallable()) return "[Function]";
        if (value is Jint.Native.Error.ErrorInstance)
        {
            var (name, message, stack) = OfError(value);
            return stack ?? $"{name}: {message}";
        }

        try
        {
            return JsonBounds.Write(engine, instance, maxLength, static () => JsValue.Undefined) ?? "undefined";
        }
        catch (Jint.Runtime.JavaScriptException)
        {
            // A circle, or a toJSON that throws: the console is no reason to fail.
            return "[Object]";
        }
    }

    /// <summary>Name, message and stack of what was thrown, without calling a getter for it.</summary>
    public static (string Name, string Message, string? Stack) OfError(JsValue value)
    {
        if (value is not ObjectInstance instance) return ("Error", value.ToString(), null);
        return (Data(instance, "name") ?? "Error", Data(instance, "message") ?? "", Data(instance, "stack"));
    }

    private static string? Data(ObjectInstance? instance, string name)
    {
        for (var depth = 0; instance is not null && depth < 8; depth++, instance = instance.Prototype)
        {
            var property = instance.GetOwnProperty(name);
            if (property == Jint.Runtime.Descriptors.PropertyDescriptor.Undefined) continue;
            return property.Get is null && property.Value is { } value && value.IsString() ? value.AsString() : null;
        }

        return null;
    }
}
