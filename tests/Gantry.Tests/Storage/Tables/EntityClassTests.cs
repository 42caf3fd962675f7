using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class EntityClassTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private enum Level
    {
        Low,
        High,
    }

    private sealed class Sample : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string? Text { get; set; }

        public int Number { get; set; }

        public long? Large { get; set; }

        public double Ratio { get; set; }

        public bool Flag { get; set; }

        public Guid Id { get; set; }

        public DateTimeOffset At { get; set; }

        public DateTime? UtcAt { get; set; }

        public byte[]? Bytes { get; set; }

        public BinaryData? Data { get; set; }

        public Level Level { get; set; }

        [DataMember(Name = "short")]
        public string? Renamed { get; set; }

        [IgnoreDataMember]
        public string? Ignored { get; set; }

        public string Computed => Text + "!";
    }

    private static Sample Full() => new()
    {
        PartitionKey = "p",
        RowKey = "r",
        Text = "text",
        Number = 1,
        Large = 5_000_000_000,
        Ratio = 2,
        Flag = true,
        Id = Guid.Parse("8f1b6a2e-3c4d-4e5f-9a0b-1c2d3e4f5a6b"),
        At = Time,
        UtcAt = Time.UtcDateTime,
        Bytes = [1, 2],
        Data = new BinaryData(new byte[] { 3 }),
        Level = Level.High,
        Renamed = "renamed",
        Ignored = "ignored",
    };

    [Fact]
    public async Task An_entity_class_comes_back_with_all_its_properties()
    {
        var table = await FreshTable.CreateAsync();
        var written = Full();
        var added = await table.AddEntityAsync(written);

        var read = (await table.GetEntityAsync<Sample>("p", "r")).Value;

        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal((written.Text, written.Number, written.Large, written.Ratio, written.Flag), (read.Text, read.Number, read.Large, read.Ratio, read.Flag));
        Assert.Equal((written.Id, written.At, written.UtcAt, written.Level, written.Renamed), (read.Id, read.At, read.UtcAt, read.Level, read.Renamed));
        Assert.Equal(written.Bytes, read.Bytes);
        Assert.Equal(written.Data!.ToArray(), read.Data!.ToArray());
    }

    [Fact]
    public async Task Ignored_properties_are_not_stored_and_renamed_ones_under_their_name()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(Full());

        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.False(read.ContainsKey("Ignored"));
        Assert.Equal("renamed", read.GetString("short"));
        Assert.Equal("text!", read.GetString("Computed"));
    }

    [Fact]
    public async Task Unset_properties_stay_unset()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new Sample { PartitionKey = "p", RowKey = "r", At = Time });

        var read = (await table.GetEntityAsync<Sample>("p", "r")).Value;

        Assert.Null(read.Text);
        Assert.Null(read.Large);
        Assert.Null(read.UtcAt);
    }

    [Fact]
    public async Task Entity_classes_go_through_transactions_and_queries()
    {
        var table = await FreshTable.CreateAsync();
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, Full())]);

        var read = Assert.Single(await table.QueryAsync<Sample>(TableClient.CreateQueryFilter($"Id eq {Full().Id}")).ToListAsync());

        Assert.Equal("text", read.Text);
    }

    [Fact]
    public async Task A_property_of_another_type_is_named()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Number"] = "one" });

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => table.GetEntityAsync<Sample>("p", "r"));

        Assert.Contains("'Number'", refusal.Message, StringComparison.Ordinal);
    }
}
