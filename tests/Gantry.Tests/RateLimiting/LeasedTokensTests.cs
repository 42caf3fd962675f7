using Azure.Data.Tables;
using Gantry.Functions.RateLimiting;

namespace Gantry.Tests.RateLimiting;

public sealed class LeasedTokensTests
{
    private const long Minute = 29_000_000;

    [Theory]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(7)]
    public async Task Three_instances_under_tenfold_load_admit_exactly_the_limit(int limit)
    {
        var table = await TestTables.NewAsync();
        var instances = Enumerable.Range(0, 3).Select(_ => New(table, limit)).ToList();
        var admitted = await Task.WhenAll(Enumerable.Range(0, limit * 10).Select(number => Task.Run(async () => (await instances[number % 3].TakeAsync(Minute, CancellationToken.None)).Admitted)));
        Assert.Equal(limit, admitted.Count(taken => taken));
    }

    [Fact]
    public async Task An_instance_that_needs_few_keeps_few_from_the_others()
    {
        var table = await TestTables.NewAsync();
        var (idle, busy) = (New(table, 100), New(table, 100));
        Assert.True((await idle.TakeAsync(Minute, CancellationToken.None)).Admitted);
        var admitted = 0;
        while ((await busy.TakeAsync(Minute, CancellationToken.None)).Admitted) admitted++;
        Assert.InRange(admitted, 90, 99);
    }

    [Fact]
    public async Task Another_minute_begins_anew()
    {
        var tokens = New(await TestTables.NewAsync(), 3);
        for (var minute = Minute; minute < Minute + 3; minute++)
        {
            for (var number = 0; number < 3; number++) Assert.True((await tokens.TakeAsync(minute, CancellationToken.None)).Admitted);
            Assert.False((await tokens.TakeAsync(minute, CancellationToken.None)).Admitted);
        }
    }

    [Fact]
    public async Task What_remains_is_told()
    {
        var tokens = New(await TestTables.NewAsync(), 10);
        var remaining = new List<int>();
        for (var number = 0; number < 10; number++) remaining.Add((await tokens.TakeAsync(Minute, CancellationToken.None)).Remaining);
        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], remaining);
    }

    [Fact]
    public async Task An_instance_behind_the_others_counts_by_the_later_minute()
    {
        var table = await TestTables.NewAsync();
        var (ahead, behind) = (New(table, 5), New(table, 5));
        for (var number = 0; number < 5; number++) Assert.True((await ahead.TakeAsync(Minute + 1, CancellationToken.None)).Admitted);
        Assert.False((await behind.TakeAsync(Minute, CancellationToken.None)).Admitted);
        Assert.False((await New(table, 5).TakeAsync(Minute + 1, CancellationToken.None)).Admitted);
    }

    private static LeasedTokens New(TableClient table, int limit) =>
        new(new RateLimitWindow(table, "key", new ServiceClock(TimeProvider.System)), limit, limit > 20 ? limit : 1);
}
