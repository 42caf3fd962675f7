using Gantry.Shared.Storage;

namespace Gantry.Tests.Storage;

public sealed class TimeOrderedIdTests
{
    [Fact]
    public void Later_ids_sort_first()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => TimeOrderedId.New(TimeProvider.System)).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids.AsEnumerable().Reverse());
    }

    [Fact]
    public void An_id_tells_its_time()
    {
        var before = TimeProvider.System.GetUtcNow();
        Assert.True(TimeOrderedId.TryGetTime(TimeOrderedId.New(TimeProvider.System) + "GENERAL", out var time));
        Assert.InRange(time, before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow().AddSeconds(1));
    }

    [Fact]
    public void The_prefix_of_an_instant_lies_between_the_ids_before_and_after_it()
    {
        var instant = TimeProvider.System.GetUtcNow();
        Assert.True(string.CompareOrdinal(TimeOrderedId.Prefix(instant.AddSeconds(-1)), TimeOrderedId.Prefix(instant)) > 0);
        Assert.True(string.CompareOrdinal(TimeOrderedId.Prefix(instant.AddSeconds(1)), TimeOrderedId.Prefix(instant)) < 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("ZZZZZZZZZZZZZZZZZ")]
    [InlineData("../../etc/passwd-x")]
    public void What_is_no_id_has_no_time(string text) => Assert.False(TimeOrderedId.TryGetTime(text, out _));
}
