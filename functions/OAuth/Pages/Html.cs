using System.Globalization;
using System.Text.Encodings.Web;

namespace Gantry.Functions.OAuth.Pages;

/// <summary>Markup. What is put into a template is encoded, unless it is markup itself: so nobody can forget it.</summary>
internal sealed class Html
{
    private readonly string _text;

    private Html(string text) => _text = text;

    /// <summary>No markup.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Fills a template.</summary>
    public static Html Of(FormattableString template) =>
        new(string.Format(CultureInfo.InvariantCulture, template.Format, [.. template.GetArguments().Select(argument => argument is Html html ? html._text : Encode(argument))]));

    /// <summary>Several one after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part._text)));

    public override string ToString() => _text;

    private static string Encode(object? argument) => HtmlEncoder.Default.Encode(Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "");
}
