using Azure;
using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class LimitTests
{
    private const int MaxChars = 32 * 1024;

    private static TableEntity WithProperties(int count, object value) =>
        new(Enumerable.Range(0, count).ToDictionary(i => $"P{i:D3}", _ => value, StringComparer.Ordinal)) { PartitionKey = "p", RowKey = "r" };

    public static TheoryData<object> LargestValues => new() { new string('x', MaxChars), new string('漢', MaxChars), new byte[64 * 1024] };

    public static TheoryData<object> TooLargeValues => new() { new string('x', MaxChars + 1), new string('漢', MaxChars + 1), new byte[(64 * 1024) + 1] };

    [Theory]
    [MemberData(nameof(LargestValues))]
    public async Task A_property_of_64_kibibytes_is_stored(object value)
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(WithProperties(1, value));

        Assert.Equal(value, (await table.GetEntityAsync<TableEntity>("p", "r")).Value["P000"]);
    }

    [Theory]
    [MemberData(nameof(TooLargeValues))]
    public Task A_larger_property_is_refused(object value) => IsRefusedAsync("PropertyValueTooLarge", WithProperties(1, value));

    [Fact]
    public async Task As_many_properties_as_the_service_takes_are_stored()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(WithProperties(252, 1));

        Assert.Equal(252, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.Keys.Count(key => key.StartsWith('P') && key.Length == 4));
    }

    [Fact]
    public Task One_property_more_is_refused() => IsRefusedAsync("TooManyProperties", WithProperties(253, 1));

    [Fact]
    public async Task An_entity_just_under_a_mebibyte_is_stored()
    {
        var table = await FreshTable.CreateAsync();

        await table.AddEntityAsync(WithProperties(15, new string('x', MaxChars)));
    }

    [Fact]
    public Task An_entity_over_a_mebibyte_is_refused() => IsRefusedAsync("EntityTooLarge", WithProperties(16, new string('x', MaxChars)));

    [Fact]
    public Task A_property_name_over_255_characters_is_refused() =>
        IsRefusedAsync("PropertyNameTooLong", new TableEntity("p", "r") { [new string('n', 256)] = 1 });

    [Fact]
    public Task A_time_before_1601_is_refused() =>
        IsRefusedAsync("OutOfRangeInput", new TableEntity("p", "r") { ["Time"] = DateTimeOffset.MinValue });

    private static async Task IsRefusedAsync(string code, TableEntity entity)
    {
        var table = await FreshTable.CreateAsync();

        var alone = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(entity));
        var together = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "fine")),
            new(TableTransactionActionType.Add, entity),
        ]));

        Assert.Equal((400, code), (alone.Status, alone.ErrorCode));
        Assert.Equal((400, code, 1), (together.Status, together.ErrorCode, together.FailedTransactionActionIndex));
    }
}
