using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class ValueTests
{
    public static TheoryData<object> Values => new()
    {
        "",
        "text",
        "quote \" backslash \\ slash / tab \t line \r\n",
        "NUL \0 and DEL \u007f",
        "line separators \u2028 and \u2029",
        "ümlaut 漢字 😀 é",
        0,
        int.MinValue,
        int.MaxValue,
        long.MinValue,
        long.MaxValue,
        5L,
        true,
        false,
        1.5,
        5.0,
        -0.1,
        1e300,
        double.Epsilon,
        double.MaxValue,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        Guid.Parse("8f1b6a2e-3c4d-4e5f-9a0b-1c2d3e4f5a6b"),
        new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1234567),
        new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
        DateTimeOffset.MaxValue,
        Array.Empty<byte>(),
        new byte[] { 0, 1, 127, 128, 255 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_of_any_type_comes_back_as_it_was(object value)
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "single") { ["Value"] = value });
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "batch") { ["Value"] = value })]);

        var single = await table.GetEntityAsync<TableEntity>("p", "single");
        var batch = await table.GetEntityAsync<TableEntity>("p", "batch");

        Assert.Equal(value, single.Value["Value"]);
        Assert.Equal(value, batch.Value["Value"]);
    }

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0x61, 0xDC00, 0x62)]
    [InlineData(0xDC00, 0xD83D)]
    public async Task A_lone_surrogate_is_refused_and_named(params int[] codes)
    {
        var text = string.Concat(codes.Select(code => (char)code));
        var table = await FreshTable.CreateAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = text }));

        Assert.Contains("'Text'", refusal.Message, StringComparison.Ordinal);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task A_local_time_is_refused()
    {
        var table = await FreshTable.CreateAsync();
        var local = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local);

        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Time"] = local }));
    }

    [Fact]
    public async Task A_type_that_no_table_holds_is_refused()
    {
        var table = await FreshTable.CreateAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = 1.5m }));
    }

    [Fact]
    public void A_getter_refuses_another_type_and_answers_null_for_nothing()
    {
        var entity = new TableEntity("p", "r") { ["Number"] = 1 };

        Assert.Throws<InvalidOperationException>(() => entity.GetString("Number"));
        Assert.Throws<InvalidOperationException>(() => entity.GetInt64("Number"));
        Assert.Null(entity.GetInt32("Missing"));
        Assert.Null(entity["Missing"]);
    }

    [Fact]
    public void Times_and_bytes_are_read_in_either_form()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var entity = new TableEntity
        {
            ["Time"] = time,
            ["UtcTime"] = time.UtcDateTime,
            ["Bytes"] = new byte[] { 1 },
            ["Data"] = new BinaryData(new byte[] { 2 }),
        };

        Assert.Equal(time.UtcDateTime, entity.GetDateTime("Time"));
        Assert.Equal(time, entity.GetDateTimeOffset("UtcTime"));
        Assert.Equal([1], entity.GetBinaryData("Bytes")!.ToArray());
        Assert.Equal([2], entity.GetBinary("Data"));
    }
}
