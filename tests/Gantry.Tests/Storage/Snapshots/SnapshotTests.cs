using System.Text.Json;
using Azure.Data.Tables;
using Gantry.Shared.Errors;
using Gantry.Shared.Storage.Snapshots;

namespace Gantry.Tests.Storage.Snapshots;

public sealed class SnapshotTests
{
    private static readonly SnapshotOptions Always = new() { RefreshSeconds = 0 };
    private static readonly IComparer<Entry> ByName = Comparer<Entry>.Create((one, other) => string.CompareOrdinal(one.Name, other.Name));

    [Fact]
    public async Task What_one_instance_changes_another_sees_at_its_next_refresh()
    {
        var table = await TestTables.NewAsync();
        using var first = New(table, Always);
        using var second = New(table, Always);
        Assert.Empty((await second.GetAsync(CancellationToken.None)).Records);
        await first.ChangeAsync(_ => SnapshotChange<Entry>.Write("a", new Entry("one")), CancellationToken.None);
        Assert.Equal("one", (await second.GetAsync(CancellationToken.None)).Find("a")!.Name);
        await first.ChangeAsync(_ => SnapshotChange<Entry>.Remove("a"), CancellationToken.None);
        Assert.Null((await second.GetAsync(CancellationToken.None)).Find("a"));
    }

    [Fact]
    public async Task Records_lie_in_their_order_through_every_change_here_and_elsewhere()
    {
        var table = await TestTables.NewAsync();
        using var first = New(table, Always);
        using var second = New(table, Always);
        foreach (var name in new[] { "m", "c", "x", "a" }) await first.ChangeAsync(_ => SnapshotChange<Entry>.Write("id-" + name, new Entry(name)), CancellationToken.None);
        Assert.Equal(["a", "c", "m", "x"], Names(await second.GetAsync(CancellationToken.None)));
        await first.ChangeAsync(_ => SnapshotChange<Entry>.Write("id-a", new Entry("z")), CancellationToken.None);
        await first.ChangeAsync(_ => SnapshotChange<Entry>.Remove("id-m"), CancellationToken.None);
        Assert.Equal(["c", "x", "z"], Names(await first.GetAsync(CancellationToken.None)));
        Assert.Equal(["c", "x", "z"], Names(await second.GetAsync(CancellationToken.None)));

        static IEnumerable<string> Names(SnapshotState<Entry> state) => state.Ordered.Select(entry => entry.Name);
    }

    [Fact]
    public async Task Records_are_found_by_their_groups_through_every_change_here_and_elsewhere()
    {
        var table = await TestTables.NewAsync();
        using var first = New(table, Always);
        using var second = New(table, Always);
        foreach (var name in new[] { "ab", "bc" }) await first.ChangeAsync(_ => SnapshotChange<Entry>.Write("id-" + name, new Entry(name)), CancellationToken.None);
        Assert.Equal(["id-ab", "id-bc"], (await second.GetAsync(CancellationToken.None)).FindGroup("b").Keys.Order(StringComparer.Ordinal));
        await first.ChangeAsync(_ => SnapshotChange<Entry>.Write("id-ab", new Entry("ax")), CancellationToken.None);
        await first.ChangeAsync(_ => SnapshotChange<Entry>.Remove("id-bc"), CancellationToken.None);
        foreach (var state in new[] { await first.GetAsync(CancellationToken.None), await second.GetAsync(CancellationToken.None) })
        {
            Assert.Equal("ax", state.FindGroup("a")["id-ab"].Name);
            Assert.Equal("ax", state.FindGroup("x")["id-ab"].Name);
            Assert.Empty(state.FindGroup("b"));
            Assert.Empty(state.FindGroup("c"));
        }
    }

    [Fact]
    public async Task Reading_within_the_refresh_time_costs_nothing()
    {
        var table = await TestTables.NewAsync();
        using var snapshot = New(table, new SnapshotOptions { RefreshSeconds = 300 });
        await snapshot.ChangeAsync(_ => SnapshotChange<Entry>.Write("a", new Entry("one")), CancellationToken.None);
        await table.DeleteAsync();
        for (var i = 0; i < 1000; i++) Assert.NotNull((await snapshot.GetAsync(CancellationToken.None)).Find("a"));
    }

    [Fact]
    public async Task Changes_of_many_instances_are_serial_so_a_unique_name_is_given_once()
    {
        var table = await TestTables.NewAsync();
        var snapshots = Enumerable.Range(0, 4).Select(_ => New(table, Always)).ToList();
        var attempts = Enumerable.Range(0, 12).Select(number => Task.Run(async () =>
        {
            await snapshots[number % 4].ChangeAsync(
                state => state.FindByAlternateKey("same") is null ? SnapshotChange<Entry>.Write($"id{number}", new Entry("same")) : throw ApiException.Conflict("error-taken", "Taken"),
                CancellationToken.None);
        })).ToList();
        await Task.WhenAll(attempts).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(1, attempts.Count(attempt => attempt.IsCompletedSuccessfully));
        Assert.All(attempts.Where(attempt => attempt.IsFaulted), attempt => Assert.Equal(409, Assert.IsType<ApiException>(attempt.Exception!.InnerException).Status));
        snapshots.ForEach(snapshot => snapshot.Dispose());
    }

    [Fact]
    public async Task Concurrent_changes_of_two_instances_all_hold()
    {
        var table = await TestTables.NewAsync();
        using var first = New(table, Always);
        using var second = New(table, Always);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            (number % 2 == 0 ? first : second).ChangeAsync(_ => SnapshotChange<Entry>.Write($"id{number}", new Entry($"n{number}")), CancellationToken.None)));
        Assert.Equal(20, (await first.GetAsync(CancellationToken.None)).Records.Count);
        Assert.Equal(20, (await second.GetAsync(CancellationToken.None)).Records.Count);
    }

    [Fact]
    public async Task An_instance_that_missed_more_changes_than_are_remembered_loads_all_again()
    {
        var table = await TestTables.NewAsync();
        using var late = New(table, Always);
        using var busy = New(table, new SnapshotOptions { RefreshSeconds = 300 });
        await busy.ChangeAsync(_ => SnapshotChange<Entry>.Write("gone", new Entry("gone")), CancellationToken.None);
        Assert.Single((await late.GetAsync(CancellationToken.None)).Records);
        await busy.ChangeAsync(_ => SnapshotChange<Entry>.Remove("gone"), CancellationToken.None);
        for (var batch = 0; batch < 7; batch++)
        {
            var number = batch;
            var change = new SnapshotChange<Entry>(Enumerable.Range(0, 90).ToDictionary(i => $"id{number}-{i}", Entry? (i) => new Entry($"n{number}-{i}"), StringComparer.Ordinal));
            await busy.ChangeAsync(_ => change, CancellationToken.None);
        }

        var state = await late.GetAsync(CancellationToken.None);
        Assert.Equal(630, state.Records.Count);
        Assert.Null(state.Find("gone"));
    }

    [Fact]
    public async Task An_alternate_key_follows_its_record()
    {
        using var snapshot = New(await TestTables.NewAsync(), Always);
        await snapshot.ChangeAsync(_ => SnapshotChange<Entry>.Write("a", new Entry("old")), CancellationToken.None);
        var state = await snapshot.ChangeAsync(_ => SnapshotChange<Entry>.Write("a", new Entry("new")), CancellationToken.None);
        Assert.Null(state.FindByAlternateKey("old"));
        Assert.Equal("new", state.FindByAlternateKey("new")!.Name);
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_known_as_its_own()
    {
        await using var proxy = new FaultProxy(await TestTables.PortAsync());
        using var snapshot = New(await TestTables.NewAsync(proxy.Redirect(await Azurite.ConnectionStringAsync())), new SnapshotOptions { RefreshSeconds = 300 });
        await snapshot.ChangeAsync(_ => SnapshotChange<Entry>.Write("a", new Entry("one")), CancellationToken.None);
        proxy.LoseAnswers(1);
        var decisions = 0;
        var state = await snapshot.ChangeAsync(
            current =>
            {
                if (decisions++ == 0) proxy.LoseAnswers(1);
                return SnapshotChange<Entry>.Write("b", new Entry("two"));
            },
            CancellationToken.None);
        Assert.Equal(1, decisions);
        Assert.Equal("two", state.Find("b")!.Name);
    }

    [Fact]
    public async Task A_record_longer_than_one_property_is_stored_whole()
    {
        var table = await TestTables.NewAsync();
        using var first = New(table, Always);
        var name = new string('x', 200_000);
        await first.ChangeAsync(_ => SnapshotChange<Entry>.Write("a", new Entry(name)), CancellationToken.None);
        using var second = New(table, Always);
        Assert.Equal(name, (await second.GetAsync(CancellationToken.None)).Find("a")!.Name);
    }

    private static Snapshot<Entry> New(TableClient table, SnapshotOptions options) => new(table, "p", options, TimeProvider.System, JsonSerializerOptions.Web, new(entry => entry.Name, ByName, entry => entry.Name.Select(letter => letter.ToString()).Distinct()));

    private sealed record Entry(string Name);
}
