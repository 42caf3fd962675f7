using Gantry.Functions.Workspace.Messages;
using Gantry.Shared.Storage;

namespace Gantry.Tests.Workspace.Messages;

public sealed class MessageRangeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, false, true)]
    [InlineData(0, false, false)]
    [InlineData(9_999, false, false)]
    [InlineData(0, true, true)]
    [InlineData(9_999, true, true)]
    [InlineData(10_000, true, false)]
    public void Latest_is_a_whole_millisecond_that_is_left_out_unless_inclusive(long ticks, bool inclusive, bool isIn) =>
        Assert.Equal(isIn, Contains(MessageRange.Between(Noon, null, inclusive), Noon.AddTicks(ticks)));

    [Theory]
    [InlineData(-1, true, false)]
    [InlineData(0, true, true)]
    [InlineData(0, false, false)]
    [InlineData(9_999, false, false)]
    [InlineData(10_000, false, true)]
    public void So_is_oldest(long ticks, bool inclusive, bool isIn) => Assert.Equal(isIn, Contains(MessageRange.Between(null, Noon, inclusive), Noon.AddTicks(ticks)));

    [Fact]
    public void Times_out_of_the_calendar_mean_everything()
    {
        Assert.True(Contains(MessageRange.Between(DateTimeOffset.MaxValue, DateTimeOffset.MinValue, inclusive: true), Noon));
        Assert.False(Contains(MessageRange.Between(DateTimeOffset.MinValue, null, inclusive: false), Noon));
    }

    private static bool Contains(MessageRange range, DateTimeOffset instant)
    {
        var key = MessageId.RowPrefix + TimeOrderedId.Prefix(instant) + "vvvvv" + "room";
        return string.CompareOrdinal(key, range.From) >= 0 && string.CompareOrdinal(key, range.To) < 0;
    }
}
