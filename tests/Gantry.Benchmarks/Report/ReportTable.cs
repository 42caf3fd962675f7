using System.Globalization;
using System.Text;

namespace Gantry.Benchmarks.Report;

/// <summary>A table of a report, with a sentence before it that says what was done.</summary>
internal sealed class ReportTable(string title, string about, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row, and prints it: who waits for a run wants to see something.</summary>
    public void Add(params string[] cells)
    {
        _rows.Add(cells);
        Console.WriteLine($"{title}: {string.Join("  ", cells.Zip(columns, (cell, column) => column.Length == 0 ? cell : $"{column} {cell}"))}");
    }

    /// <summary>The table as Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"## {title}\n\n{about}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select((_, index) => index == 0 ? "---|" : "---:|"))}\n");
        foreach (var row in _rows) text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        return text.ToString();
    }

    /// <summary>A number as a reader wants it: three digits or so.</summary>
    public static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : value >= 0.1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds, median and 99th percentile.</summary>
    public static string Times(LoadResult load) => $"{Number(load.P50)} / {Number(load.P99)}";
}
