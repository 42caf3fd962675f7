using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Gantry.Functions.Scripting.Bounds;

/// <summary>The functions that find again and again: what they replace and collect is counted as it comes.</summary>
internal sealed class ReplaceBounds(NativeBounds bounds)
{
    // Characters of a text, beyond which the built-in function would collect too many matches before anybody looks.
    private const int MaxUncheckedMatch = 262_144;

    // Characters that a template with texts around the match may come to without being counted.
    private const int MaxUncheckedTemplate = 65_536;

    public static void Install(NativeBounds bounds)
    {
        var own = new ReplaceBounds(bounds);
        var (text, expression) = (bounds.Find("String.prototype"), bounds.Find("RegExp.prototype"));
        foreach (var name in (string[])["replace", "replaceAll"])
        {
            var original = text.Get(name);
            bounds.Replace(text, name, 2, (self, args) => self.IsString() && args is [JsString, _, ..] ? own.Replace(original, self, args, self.AsString()) : original.Call(self, args));
        }

        var replace = expression.Get(GlobalSymbolRegistry.Replace);
        bounds.Replace(expression, GlobalSymbolRegistry.Replace, 2, (self, args) => args is [_, _, ..] ? own.Replace(replace, self, args, bounds.Text(args[0])) : replace.Call(self, args));
        var match = expression.Get(GlobalSymbolRegistry.Match);
        bounds.Replace(expression, GlobalSymbolRegistry.Match, 1, (self, args) =>
            self is ObjectInstance found && args is [JsString { Length: > MaxUncheckedMatch }, ..] && TypeConverter.ToBoolean(found.Get("global")) ? own.Match(found, args[0].AsString()) : match.Call(self, args));
    }

    private JsValue Replace(JsValue original, JsValue self, JsValue[] args, string text)
    {
        var by = args[1];
        if (!by.IsCallable())
        {
            var template = bounds.Text(by);
            var isPlain = !template.Contains('$', StringComparison.Ordinal);

            // A template of texts around the match repeats the whole text at each match.
            if ((text.Length + 1.0) * (template.Length + 1) * (isPlain ? 1 : text.Length + 1) <= (isPlain ? bounds.MaxLength : MaxUncheckedTemplate))
                return original.Call(self, [args[0], template]);
            by = new ClrFunction(bounds.Engine, "", (_, match) => isPlain ? template : ReplacementTemplate.Expand(template, match, bounds), 0, PropertyFlag.Configurable);
        }

        double total = text.Length;
        return original.Call(self, [args[0], new ClrFunction(bounds.Engine, "", (owner, match) => Count(by.Call(owner, match)), 0, PropertyFlag.Configurable)]);

        JsValue Count(JsValue replacement)
        {
            var part = bounds.Text(replacement);
            total += part.Length;
            return total > bounds.MaxLength ? throw bounds.TooLong() : part;
        }
    }

    // ECMA-262 22.2.6.8 for global expressions.
    private JsValue Match(ObjectInstance expression, string text)
    {
        List<JsValue> matches = [];
        var argument = JsString.Create(text);
        expression.Set("lastIndex", 0, throwOnError: true);
        while (bounds.Call(expression.Get("exec"), expression, [argument]) is ObjectInstance found)
        {
            if (matches.Count % 256 == 0) bounds.Engine.Constraints.Check();
            var match = bounds.Text(found.Get("0"));
            matches.Add(match);
            if (match.Length > 0) continue;
            var next = TypeConverter.ToLength(expression.Get("lastIndex"));
            var isPair = TypeConverter.ToBoolean(expression.Get("unicode")) && next + 1 < (ulong)text.Length && char.IsSurrogatePair(text, (int)next);
            expression.Set("lastIndex", JsNumber.Create((double)next + (isPair ? 2 : 1)), throwOnError: true);
        }

        return matches.Count == 0 ? JsValue.Null : new JsArray(bounds.Engine, [.. matches]);
    }
}
