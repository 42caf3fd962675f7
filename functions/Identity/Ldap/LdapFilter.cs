using System.Globalization;
using System.Text;

namespace Gantry.Functions.Identity.Ldap;

/// <summary>Puts a name that somebody typed into a search filter, as a value and nothing else (RFC 4515 section 3).</summary>
internal static class LdapFilter
{
    /// <summary>The filter for a name.</summary>
    /// <param name="template">The filter with {0} for the name.</param>
    /// <param name="name">The name.</param>
    public static string For(string template, string name) => template.Replace("{0}", Escape(name), StringComparison.Ordinal);

    /// <summary>Escapes a value: what has a meaning in a filter, control characters, and everything that is not ASCII (as UTF-8).</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (b is >= 0x20 and < 0x7F and not ((byte)'*' or (byte)'(' or (byte)')' or (byte)'\\')) escaped.Append((char)b);
            else escaped.Append('\\').Append(b.ToString("x2", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
