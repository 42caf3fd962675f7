using System.Globalization;
using System.Text;

namespace Gantry.Benchmarks.Report;

/// <summary>A chart of horizontal bars in groups, as SVG. No charting library restores from the registry that builds this project.</summary>
internal sealed class BarChart(string title, string unit)
{
    private const int Width = 760;
    private const int LabelWidth = 250;
    private const int BarHeight = 18;
    private const int GroupGap = 30;

    private readonly List<(string Group, List<(string Label, double Value)> Bars)> _groups = [];

    /// <summary>Adds a bar to a group.</summary>
    public void Add(string group, string label, double value)
    {
        if (_groups.Find(known => known.Group == group).Bars is not { } bars) _groups.Add((group, bars = []));
        bars.Add((label, value));
    }

    /// <summary>The chart.</summary>
    public string ToSvg()
    {
        var most = _groups.SelectMany(group => group.Bars).Max(bar => bar.Value);
        var body = new StringBuilder();
        var y = 34;
        foreach (var (group, bars) in _groups)
        {
            y += GroupGap;
            Text(body, 12, y - 8, group, "font-weight=\"bold\"");
            foreach (var (label, value) in bars)
            {
                var length = value / most * (Width - LabelWidth - 90);
                Text(body, LabelWidth - 8, y + 13, label, "text-anchor=\"end\"");
                body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{LabelWidth}\" y=\"{y}\" width=\"{length:0.#}\" height=\"{BarHeight - 4}\" rx=\"2\" fill=\"{(label.StartsWith("Gantry", StringComparison.Ordinal) ? "#1f6feb" : "#9aa4b2")}\"/>\n");
                Text(body, LabelWidth + 6 + (int)length, y + 12, ReportTable.Number(value), "");
                y += BarHeight;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {y + 14}" width="{Width}" height="{y + 14}" font-family="system-ui, sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="12" y="24" font-size="15" font-weight="bold">{title} ({unit})</text>
            {body}</svg>

            """);
    }

    private static void Text(StringBuilder body, int x, int y, string text, string attributes) =>
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" {attributes}>{text}</text>\n");
}
