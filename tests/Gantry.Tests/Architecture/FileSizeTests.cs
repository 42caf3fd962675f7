namespace Gantry.Tests.Architecture;

/// <summary>Files have one subject (design 2).</summary>
public sealed class FileSizeTests
{
    private const string Parser = "shared/compat/Acornima/";

    /// <summary>Files above the limit, each with the reason why it is one subject.</summary>
    private static readonly Dictionary<string, string> Exempt = [];

    private static readonly Dictionary<string, int> Lines = Repository.Sources("functions").Concat(Repository.Sources("shared")).Concat(Repository.Sources("tests"))
        .ToDictionary(Repository.Relative, file => File.ReadLines(file).Count());

    [Fact]
    public void Half_of_the_product_files_are_at_most_60_lines_long() => Assert.InRange(Percentile(Product(), 50), 1, 60);

    [Fact]
    public void Nineteen_of_twenty_files_are_at_most_200_lines_long() => Assert.InRange(Percentile(Ours(), 95), 1, 200);

    [Fact]
    public void No_file_is_over_300_lines_without_a_reason() =>
        Assert.Equal(Exempt.Keys.Order(), Ours().Where(file => file.Value > 300).Select(file => file.Key).Order());

    [Fact]
    public void The_parser_stand_in_keeps_its_own_budget() => Assert.DoesNotContain(Lines, file => file.Key.StartsWith(Parser, StringComparison.Ordinal) && file.Value > 500);

    [Fact]
    public void Program_cs_stays_a_table_of_contents() => Assert.InRange(Lines["functions/Program.cs"], 1, 90);

    private static IEnumerable<KeyValuePair<string, int>> Ours() => Lines.Where(file => !file.Key.StartsWith(Parser, StringComparison.Ordinal));

    private static IEnumerable<KeyValuePair<string, int>> Product() => Ours().Where(file => !file.Key.StartsWith("tests/", StringComparison.Ordinal));

    private static int Percentile(IEnumerable<KeyValuePair<string, int>> files, int percent)
    {
        var sizes = files.Select(file => file.Value).Order().ToArray();
        return sizes[(sizes.Length - 1) * percent / 100];
    }
}
