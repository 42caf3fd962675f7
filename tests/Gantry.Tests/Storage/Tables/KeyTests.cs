using Azure;
using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class KeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("it's 'quoted'")]
    [InlineData("100%")]
    [InlineData("%41%2F")]
    [InlineData("a+b&c=d")]
    [InlineData("ümlaut 漢字")]
    [InlineData("😀")]
    [InlineData("a|b~c!(d)*e,f;g:h@i$j")]
    [InlineData("..")]
    [InlineData("\"<>{}[]^`")]
    public async Task Odd_characters_in_keys_lead_to_the_same_row(string key)
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity(key, key) { ["A"] = 1 });
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, new TableEntity(key, key) { ["B"] = 2 })]);
        await table.UpdateEntityAsync(new TableEntity(key, key) { ["C"] = 3 }, ETag.All);

        var read = (await table.GetEntityAsync<TableEntity>(key, key)).Value;

        Assert.Equal((key, key, 1, 2, 3), (read.PartitionKey, read.RowKey, read.GetInt32("A"), read.GetInt32("B"), read.GetInt32("C")));
        Assert.Equal(204, (await table.DeleteEntityAsync(key, key)).Status);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\0b")]
    [InlineData("a\u001fb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u009fb")]
    public async Task Characters_that_the_service_refuses_in_keys_are_refused_before_sending(string key)
    {
        var table = await FreshTable.CreateAsync();

        RequestFailedException[] refusals =
        [
            await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity(key, "r"))),
            await Assert.ThrowsAsync<RequestFailedException>(() => table.UpsertEntityAsync(new TableEntity("p", key))),
            await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", key)),
            await Assert.ThrowsAsync<TableTransactionFailedException>(
                () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", key))])),
        ];

        Assert.All(refusals, refusal => Assert.Equal((400, "OutOfRangeInput"), (refusal.Status, refusal.ErrorCode)));
    }

    [Fact]
    public async Task A_key_of_one_kibibyte_is_taken_and_a_longer_one_refused()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", new string('k', 512)));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", new string('k', 513))));

        Assert.Equal((400, "KeyValueTooLarge"), (refusal.Status, refusal.ErrorCode));
    }

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0x61, 0xDC00, 0x62)]
    public async Task A_lone_surrogate_in_a_key_is_refused_also_when_reading(params int[] codes)
    {
        var key = string.Concat(codes.Select(code => (char)code));
        var table = await FreshTable.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new TableEntity("p", key)));
        await Assert.ThrowsAsync<ArgumentException>(() => table.GetEntityAsync<TableEntity>("p", key));
    }

    [Fact]
    public async Task A_missing_key_is_refused()
    {
        var table = await FreshTable.CreateAsync();

        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity { PartitionKey = "p" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.GetEntityAsync<TableEntity>(null!, "r"));
    }
}
