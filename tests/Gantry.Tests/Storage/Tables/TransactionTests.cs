using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class TransactionTests
{
    private static TableTransactionAction Add(string row, string partition = "p") =>
        new(TableTransactionActionType.Add, new TableEntity(partition, row) { ["A"] = 1 });

    [Fact]
    public async Task A_hundred_rows_go_together()
    {
        var table = await FreshTable.CreateAsync();

        var answers = await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(row => Add($"r{row:D3}")));

        Assert.Equal(100, answers.Value.Count);
        Assert.All(answers.Value, answer => Assert.Equal(204, answer.Status));
        Assert.Equal(100, (await table.QueryAsync<TableEntity>().ToListAsync()).Count);
    }

    [Fact]
    public async Task Each_answer_carries_the_version_of_its_row()
    {
        var table = await FreshTable.CreateAsync();

        var answers = await table.SubmitTransactionAsync([Add("a"), Add("b")]);

        Assert.Equal((await table.GetEntityAsync<TableEntity>("p", "b")).Value.ETag, answers.Value[1].Headers.ETag);
    }

    [Fact]
    public async Task One_bad_row_is_named_and_nothing_is_written()
    {
        var table = await FreshTable.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "taken"));

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([Add("a"), Add("b"), Add("taken"), Add("c")]));

        Assert.Equal(2, refusal.FailedTransactionActionIndex);
        Assert.Equal((409, "EntityAlreadyExists"), (refusal.Status, refusal.ErrorCode));
        Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task Every_kind_of_action_does_its_work()
    {
        var table = await FreshTable.CreateAsync();
        foreach (var row in new[] { "merge", "replace", "delete", "upsert-merge", "upsert-replace" })
            await table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 });
        static TableTransactionAction Action(TableTransactionActionType type, string row) => new(type, new TableEntity("p", row) { ["New"] = 2 });

        await table.SubmitTransactionAsync(
        [
            Action(TableTransactionActionType.Add, "add"),
            Action(TableTransactionActionType.UpdateMerge, "merge"),
            Action(TableTransactionActionType.UpdateReplace, "replace"),
            Action(TableTransactionActionType.Delete, "delete"),
            Action(TableTransactionActionType.UpsertMerge, "upsert-merge"),
            Action(TableTransactionActionType.UpsertReplace, "upsert-replace"),
        ]);

        var rows = (await table.QueryAsync<TableEntity>().ToListAsync())
            .Select(row => $"{row.RowKey}:{row.GetInt32("Old")}:{row.GetInt32("New")}");
        Assert.Equal(["add::2", "merge:1:2", "replace::2", "upsert-merge:1:2", "upsert-replace::2"], rows);
    }

    [Fact]
    public async Task An_action_on_another_version_is_refused()
    {
        var table = await FreshTable.CreateAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r"));
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            Add("a"),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "r") { ["A"] = 2 }, added.Headers.ETag!.Value),
        ]));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task An_empty_transaction_is_refused()
    {
        var table = await FreshTable.CreateAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
    }

    [Fact]
    public async Task More_than_a_hundred_rows_are_refused()
    {
        var table = await FreshTable.CreateAsync();

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(row => Add($"r{row}"))));

        Assert.Equal((400, "InvalidInput"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task Rows_of_two_partitions_are_refused()
    {
        var table = await FreshTable.CreateAsync();

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([Add("a"), Add("b", "q")]));

        Assert.Equal((400, "CommandsInBatchActOnDifferentPartitions", 1), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task The_same_row_twice_is_refused()
    {
        var table = await FreshTable.CreateAsync();

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([Add("a"), Add("b"), Add("a")]));

        Assert.Equal((400, "InvalidDuplicateRow", 2), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task More_than_four_mebibytes_are_refused_with_the_row_that_exceeds_them()
    {
        var table = await FreshTable.CreateAsync();
        var large = new string('x', 32 * 1024);
        TableTransactionAction Large(int row) => new(
            TableTransactionActionType.Add,
            new TableEntity(Enumerable.Range(0, 15).ToDictionary(i => $"P{i}", object (_) => large, StringComparer.Ordinal))
            {
                PartitionKey = "p",
                RowKey = $"r{row}",
            });

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(Enumerable.Range(0, 10).Select(Large)));

        Assert.Equal((400, "ContentLengthExceeded", 8), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
    }
}
