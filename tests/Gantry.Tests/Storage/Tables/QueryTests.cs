using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class QueryTests
{
    private static async Task<TableClient> WithRowsAsync(int count)
    {
        var table = await FreshTable.CreateAsync();
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
        {
            await table.SubmitTransactionAsync(chunk.Select(number => new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity("p", $"r{number:D4}") { ["Number"] = number, ["Even"] = number % 2 == 0 })));
        }

        return table;
    }

    [Fact]
    public async Task More_than_a_thousand_rows_come_in_several_pages_without_loss()
    {
        var table = await WithRowsAsync(1050);

        var pages = await table.QueryAsync<TableEntity>().AsPages().ToListAsync();

        Assert.Equal([1000, 50], pages.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 1050), pages.SelectMany(page => page.Values).Select(row => row.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task A_page_holds_no_more_than_asked_for()
    {
        var table = await WithRowsAsync(25);

        var pages = await table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages().ToListAsync();

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
    }

    [Fact]
    public async Task A_query_goes_on_from_a_token_of_another_run()
    {
        var table = await WithRowsAsync(25);
        var first = await table.QueryAsync<TableEntity>(maxPerPage: 10).AsPages().FirstAsync();

        var rest = await table.QueryAsync<TableEntity>().AsPages(first.ContinuationToken, pageSizeHint: 20).ToListAsync();

        Assert.Equal("r0010", Assert.Single(rest).Values[0].RowKey);
        Assert.Equal(15, rest[0].Values.Count);
    }

    [Fact]
    public async Task A_token_carries_odd_characters_of_the_keys()
    {
        var table = await FreshTable.CreateAsync();
        string[] partitions = ["a b", "ä'ö", "%41+%", "😀"];
        foreach (var partition in partitions)
            await table.AddEntityAsync(new TableEntity(partition, partition));

        var rows = await table.QueryAsync<TableEntity>(maxPerPage: 1).ToListAsync();

        Assert.Equal(partitions.Order(StringComparer.Ordinal), rows.Select(row => row.RowKey).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_filter_and_a_selection_narrow_the_answer()
    {
        var table = await WithRowsAsync(10);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"r0004"} and Even eq {true}");

        var rows = await table.QueryAsync<TableEntity>(filter, select: ["RowKey", "Number"]).ToListAsync();

        Assert.Equal(["r0004", "r0006", "r0008"], rows.Select(row => row.RowKey));
        Assert.All(rows, row => Assert.False(row.ContainsKey("Even")));
    }

    [Fact]
    public async Task Rows_with_different_properties_do_not_mix_them_up()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "1") { ["A"] = "a1", ["B"] = 1L });
        await table.AddEntityAsync(new TableEntity("p", "2") { ["B"] = "b2", ["C"] = "c2" });
        await table.AddEntityAsync(new TableEntity("p", "3") { ["C"] = 3.5, ["A"] = "a3" });

        var rows = await table.QueryAsync<TableEntity>().ToListAsync();

        Assert.Equal(["a1", null, "a3"], rows.Select(row => row["A"]));
        Assert.Equal([1L, "b2", null], rows.Select(row => row["B"]));
        Assert.Equal([null, "c2", 3.5], rows.Select(row => row["C"]));
    }

    [Fact]
    public async Task An_empty_table_has_one_empty_page()
    {
        var table = await FreshTable.CreateAsync();

        Assert.Empty(Assert.Single(await table.QueryAsync<TableEntity>().AsPages().ToListAsync()).Values);
    }

    [Fact]
    public void Filter_values_are_written_as_literals()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));
        (FormattableString Filter, string Expected)[] cases =
        [
            ($"A eq {"it's"}", "A eq 'it''s'"),
            ($"A eq {5}", "A eq 5"),
            ($"A eq {5L}", "A eq 5L"),
            ($"A eq {false}", "A eq false"),
            ($"A eq {2.0}", "A eq 2.0"),
            ($"A eq {2.5}", "A eq 2.5"),
            ($"A eq {time}", "A eq datetime'2026-01-02T02:04:05.0000000Z'"),
            ($"A eq {time.UtcDateTime}", "A eq datetime'2026-01-02T02:04:05.0000000Z'"),
            ($"A eq {Guid.Empty}", "A eq guid'00000000-0000-0000-0000-000000000000'"),
            ($"A eq {new byte[] { 1, 255 }}", "A eq X'01ff'"),
        ];

        Assert.All(cases, test => Assert.Equal(test.Expected, TableClient.CreateQueryFilter(test.Filter)));
    }
}
