using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>A path with its query, parameter by parameter.</summary>
internal readonly struct QueryString(string path)
{
    private readonly StringBuilder _text = new(path);
    private readonly int _start = path.Length;

    public void Add(string name, string? value)
    {
        if (value is null)
            return;
        _text.Append(_text.Length == _start ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
