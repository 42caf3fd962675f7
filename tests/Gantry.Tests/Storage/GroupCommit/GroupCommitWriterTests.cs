using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Gantry.Shared.Errors;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Tests.Storage.GroupCommit;

public sealed class GroupCommitWriterTests
{
    [Fact]
    public async Task A_lone_set_is_committed_by_one_transaction()
    {
        var table = await TestTables.NewAsync();
        using var writer = Writer(table);
        await writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", "a")).Put(new TableEntity("p", "b")), CancellationToken.None);
        Assert.Equal(["a", "b"], (await TestTables.RowsAsync(table, "p")).Select(row => row.RowKey));
        Assert.Equal(1, writer.Transactions);
    }

    [Fact]
    public async Task Ten_thousand_concurrent_sets_are_all_there_when_they_are_answered_and_share_transactions()
    {
        var table = await TestTables.NewAsync();
        using var writer = Writer(table);
        const int partitions = 20;
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(number =>
            writer.CommitAsync(new WriteSet($"p{number % partitions}").Put(new TableEntity($"p{number % partitions}", $"r{number:D5}")), CancellationToken.None)));

        var counts = await Task.WhenAll(Enumerable.Range(0, partitions).Select(async partition => (await TestTables.RowsAsync(table, $"p{partition}")).Count));
        Assert.Equal(10_000, counts.Sum());
        Assert.True(writer.Transactions < 500, $"{writer.Transactions} transactions");
    }

    [Fact]
    public async Task A_set_that_fails_fails_alone()
    {
        var table = await TestTables.NewAsync();
        await table.AddEntityAsync(new TableEntity("p", "taken"));
        using var writer = Writer(table);
        var sets = Enumerable.Range(0, 50).Select(number => Task.Run(() => writer.CommitAsync(Claims("p", number == 25 ? "taken" : $"r{number:D2}", $"s{number:D2}"), CancellationToken.None))).ToList();
        await Task.WhenAll(sets).ContinueWith(_ => { }, TaskScheduler.Default);

        var failed = Assert.Single(sets, set => set.IsFaulted);
        Assert.Equal(409, Assert.IsType<TableTransactionFailedException>(failed.Exception!.InnerException).Status);
        Assert.Equal(99, (await TestTables.RowsAsync(table, "p")).Count);
    }

    [Fact]
    public async Task Sets_on_the_same_row_go_one_after_the_other_in_order()
    {
        var table = await TestTables.NewAsync();
        using var writer = Writer(table);
        await Task.WhenAll(Enumerable.Range(1, 30).Select(number => writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", "row") { ["Number"] = number }), CancellationToken.None)));
        Assert.Equal(30, (await TestTables.RowsAsync(table, "p")).Single().GetInt32("Number"));
    }

    [Theory]
    [InlineData(412)]
    [InlineData(404)]
    public async Task A_replacement_of_what_changed_or_went_fails(int status)
    {
        var table = await TestTables.NewAsync();
        await table.AddEntityAsync(new TableEntity("p", "row"));
        var read = (await table.GetEntityAsync<TableEntity>("p", "row")).Value;
        if (status == 412) await table.UpsertEntityAsync(new TableEntity("p", "row") { ["Changed"] = true });
        else await table.DeleteEntityAsync("p", "row");
        using var writer = Writer(table);
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => writer.CommitAsync(new WriteSet("p").Replace(new TableEntity("p", "row"), read.ETag), CancellationToken.None));
        Assert.Equal(status, failure.Status);
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_known_as_its_own_when_it_is_sent_again()
    {
        await using var proxy = new FaultProxy(await TestTables.PortAsync());
        var table = await TestTables.NewAsync(proxy.Redirect(await Azurite.ConnectionStringAsync()));
        using var writer = Writer(table);
        proxy.LoseAnswers(1);
        await Task.WhenAll(writer.CommitAsync(Claims("p", "claim", "other"), CancellationToken.None), writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", "third")), CancellationToken.None));
        Assert.Equal(1, proxy.Lost);
        Assert.Equal(3, (await TestTables.RowsAsync(table, "p")).Count);
    }

    [Fact]
    public async Task A_claim_that_somebody_else_holds_is_refused_after_a_lost_answer_too()
    {
        await using var proxy = new FaultProxy(await TestTables.PortAsync());
        var table = await TestTables.NewAsync(proxy.Redirect(await Azurite.ConnectionStringAsync()));
        await table.AddEntityAsync(new TableEntity("p", "claim"));
        using var writer = Writer(table);
        proxy.LoseAnswers(1);
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => writer.CommitAsync(Claims("p", "claim"), CancellationToken.None));
        Assert.Equal(409, failure.Status);
    }

    [Fact]
    public async Task Counters_add_up_over_sets_and_over_writers()
    {
        var table = await TestTables.NewAsync();
        using var first = Writer(table);
        using var second = Writer(table);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            (number % 2 == 0 ? first : second).CommitAsync(new WriteSet("p").Put(new TableEntity("p", $"r{number}")).Count("rows", 1).Count("evens", number % 2 == 0 ? 1 : 0), CancellationToken.None)));
        var sums = await PartitionCounters.SumAsync(table, "p", CancellationToken.None);
        Assert.Equal(200, sums["rows"]);
        Assert.Equal(100, sums["evens"]);
    }

    [Fact]
    public async Task A_failed_set_is_not_counted()
    {
        var table = await TestTables.NewAsync();
        await table.AddEntityAsync(new TableEntity("p", "taken"));
        using var writer = Writer(table);
        await writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", "a")).Count("rows", 1), CancellationToken.None);
        await Assert.ThrowsAsync<TableTransactionFailedException>(() => writer.CommitAsync(Claims("p", "taken").Count("rows", 1), CancellationToken.None));
        await writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", "b")).Count("rows", 1), CancellationToken.None);
        Assert.Equal(2, (await PartitionCounters.SumAsync(table, "p", CancellationToken.None))["rows"]);
    }

    [Fact]
    public async Task Counters_of_processes_that_ended_are_folded_into_one_row()
    {
        var table = await TestTables.NewAsync();
        for (var number = 0; number < 5; number++)
        {
            using var writer = Writer(table);
            await writer.CommitAsync(new WriteSet("p").Count("rows", number), CancellationToken.None);
        }

        await PartitionCounters.FoldAsync(table, "p", TimeProvider.System.GetUtcNow().AddMinutes(1), CancellationToken.None);
        Assert.Single(await TestTables.RowsAsync(table, "p"));
        Assert.Equal(10, (await PartitionCounters.SumAsync(table, "p", CancellationToken.None))["rows"]);
    }

    [Fact]
    public async Task A_full_queue_refuses_with_503_and_loses_nothing_that_it_took()
    {
        var table = await TestTables.NewAsync();
        using var writer = Writer(table, new GroupCommitOptions { MaxPendingSets = 50 });
        var sets = Enumerable.Range(0, 200).Select(number => writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", $"r{number}")), CancellationToken.None)).ToList();
        await Task.WhenAll(sets).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(sets.Where(set => set.IsFaulted), set => Assert.Equal(503, Assert.IsType<ApiException>(set.Exception!.InnerException).Status));
        Assert.Equal(sets.Count(set => set.IsCompletedSuccessfully), (await TestTables.RowsAsync(table, "p")).Count);
        Assert.Contains(sets, set => set.IsFaulted);
    }

    [Fact]
    public async Task A_set_that_was_taken_back_while_it_waited_is_not_written()
    {
        var table = await TestTables.NewAsync();
        var gate = new Gate();
        var options = new TableClientOptions();
        options.AddPolicy(gate, HttpPipelinePosition.PerCall);
        using var writer = Writer(new TableClient(await Azurite.ConnectionStringAsync(), table.Name, options));
        using var cancellation = new CancellationTokenSource();
        var first = writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", "first")), CancellationToken.None);
        var second = writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", "second")), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.Open();
        await first;
        await writer.CommitAsync(new WriteSet("p").Put(new TableEntity("p", "third")), CancellationToken.None);
        Assert.Equal(["first", "third"], (await TestTables.RowsAsync(table, "p")).Select(row => row.RowKey));
    }

    private static GroupCommitWriter Writer(TableClient table, GroupCommitOptions? options = null) => new(table, options ?? new GroupCommitOptions(), TimeProvider.System);

    private static WriteSet Claims(string partition, params string[] rows)
    {
        var set = new WriteSet(partition);
        foreach (var row in rows) set.Claim(new TableEntity(partition, row));
        return set;
    }

    /// <summary>Holds requests until it is opened.</summary>
    private sealed class Gate : HttpPipelinePolicy
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _opened.SetResult();

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await _opened.Task;
            await ProcessNextAsync(message, pipeline);
        }
    }
}
