using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Gantry.Functions.Scripting.Bounds;

/// <summary>The functions that make a text longer, and those that copy a long one.</summary>
internal static class TextBounds
{
    private static readonly string[] Copying = ["toUpperCase", "toLowerCase", "toLocaleUpperCase", "toLocaleLowerCase", "normalize", "toWellFormed"];

    public static void Install(NativeBounds bounds)
    {
        var text = bounds.Find("String.prototype");
        foreach (var name in Copying) Bound(bounds, text, name, static (_, _) => 0);
        Bound(bounds, text, "repeat", static (self, args) => TypeConverter.ToString(self).Length * Number(args));
        Bound(bounds, text, "padStart", static (_, args) => Number(args));
        Bound(bounds, text, "padEnd", static (_, args) => Number(args));
        bounds.Replace(text, "concat", 1, (self, args) => Joined(bounds, NativeBounds.IsNothing(self) ? throw bounds.TypeError("String.prototype.concat called on null or undefined") : [self, .. args]));
        bounds.Replace(bounds.Find("String"), "raw", 1, (_, args) => Raw(bounds, args));

        // A character becomes at most three bytes, and a byte three characters.
        var global = bounds.Engine.Global;
        Bound(bounds, global, "encodeURIComponent", (_, args) => 9.0 * First(bounds, args).Length);
        Bound(bounds, global, "encodeURI", (_, args) => 9.0 * First(bounds, args).Length);
        Bound(bounds, global, "escape", (_, args) => 6.0 * First(bounds, args).Length);
        Bound(bounds, bounds.Find("Object"), "getOwnPropertyDescriptors", static (_, args) => args is [JsString all, ..] ? 1024.0 * all.Length : 0);
    }

    private static void Bound(NativeBounds bounds, ObjectInstance owner, string name, Func<JsValue, JsValue[], double> estimate)
    {
        var original = owner.Get(name);
        bounds.Replace(owner, name, 1, (self, args) => estimate(self, args) > bounds.MaxLength ? throw bounds.TooLong() : original.Call(self, args));
    }

    private static JsString Joined(NativeBounds bounds, IEnumerable<JsValue> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts) Append(bounds, text, bounds.Text(part));
        return JsString.Create(text.ToString());
    }

    private static JsString Raw(NativeBounds bounds, JsValue[] args)
    {
        var raw = bounds.ToObject(bounds.ToObject(NativeBounds.Argument(args, 0)).Get("raw"));
        var (text, length) = (new StringBuilder(), TypeConverter.ToLength(raw.Get("length")));
        for (ulong i = 0; i < length; i++)
        {
            if (i % 1024 == 0) bounds.Engine.Constraints.Check();
            Append(bounds, text, bounds.Text(raw.Get(JsNumber.Create((double)i))));
            if (i + 1 < length && i + 1 < (ulong)args.Length) Append(bounds, text, bounds.Text(args[i + 1]));
        }

        return JsString.Create(text.ToString());
    }

    private static void Append(NativeBounds bounds, StringBuilder text, string part)
    {
        if (text.Length + (long)part.Length > bounds.MaxLength) throw bounds.TooLong();
        text.Append(part);
    }

    // Converted once, so that what is checked is what is used.
    private static double Number(JsValue[] args)
    {
        if (args.Length == 0) return 0;
        var number = TypeConverter.ToNumber(args[0]);
        args[0] = JsNumber.Create(number);
        return number;
    }

    private static string First(NativeBounds bounds, JsValue[] args)
    {
        if (args.Length == 0) return "";
        var text = bounds.Text(args[0]);
        args[0] = JsString.Create(text);
        return text;
    }
}
