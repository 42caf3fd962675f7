using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Gantry.Functions.Scripting.Bounds;

/// <summary>What <c>$1</c>, <c>$&amp;</c> and the like stand for in a replacement (ECMA-262 22.1.3.19.1).</summary>
internal static class ReplacementTemplate
{
    /// <summary>Fills a template in.</summary>
    /// <param name="template">The template.</param>
    /// <param name="match">What a replacing function is called with: the match, its groups, the place, the whole text, the named groups if there are any.</param>
    /// <param name="bounds">How long it may be.</param>
    public static string Expand(string template, JsValue[] match, NativeBounds bounds)
    {
        var named = match[^1] as ObjectInstance;
        var last = match.Length - (named is null ? 1 : 2);
        var (found, at, text, groups) = (match[0].AsString(), (int)match[last - 1].AsNumber(), match[last].AsString(), last - 2);
        var (result, length) = (new StringBuilder(), 0);
        for (var i = 0; i < template.Length; i++)
        {
            var next = template[i] == '$' && i + 1 < template.Length ? template[i + 1] : '\0';
            length = 1;
            var part = next switch
            {
                '$' => "$",
                '&' => found,
                '`' => text.AsSpan(0, at),
                '\'' => text.AsSpan(Math.Min(at + found.Length, text.Length)),
                '<' when named is not null && template.IndexOf('>', i) is > 0 and var end => Named(template[(i + 2)..end], end - i),
                >= '0' and <= '9' => Numbered(template.AsSpan(i + 1)),
                _ => Literal(i),
            };
            if (result.Length + (long)part.Length > bounds.MaxLength) throw bounds.TooLong();
            result.Append(part);
            i += length;
        }

        return result.ToString();

        ReadOnlySpan<char> Named(string name, int taken)
        {
            length = taken;
            return named.Get(name) is var group && group.IsUndefined() ? "" : bounds.Text(group);
        }

        ReadOnlySpan<char> Numbered(ReadOnlySpan<char> digits)
        {
            var number = digits[0] - '0';
            if (digits.Length > 1 && char.IsAsciiDigit(digits[1]) && (number * 10) + digits[1] - '0' is > 0 and var two && two <= groups) (number, length) = (two, 2);
            if (number is 0 || number > groups) return "$" + digits[..length].ToString();
            return match[number].IsUndefined() ? "" : bounds.Text(match[number]);
        }

        ReadOnlySpan<char> Literal(int index)
        {
            length = 0;
            return template.AsSpan(index, 1);
        }
    }
}
