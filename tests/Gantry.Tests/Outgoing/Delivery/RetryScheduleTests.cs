using FsCheck;
using FsCheck.Fluent;
using Gantry.Functions.Outgoing.Delivery;

namespace Gantry.Tests.Outgoing.Delivery;

public sealed class RetryScheduleTests
{
    private static readonly string[] Algorithms = ["powers-of-ten", "powers-of-two", "increments-of-two"];
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-02T03:04:05Z");
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Theory]
    [InlineData("powers-of-ten", 0, 100)]
    [InlineData("powers-of-ten", 1, 1_000)]
    [InlineData("powers-of-ten", 5, 10_000_000)]
    [InlineData("powers-of-two", 0, 2_000)]
    [InlineData("powers-of-two", 3, 16_000)]
    [InlineData("increments-of-two", 0, 2_000)]
    [InlineData("increments-of-two", 3, 8_000)]
    [InlineData(null, 1, 1_000)]
    public void Each_algorithm_waits_as_Rocket_Chats_does(string? algorithm, int attempt, double milliseconds) =>
        Assert.Equal(milliseconds, RetrySchedule.Delay(algorithm, attempt, 0.5, TimeSpan.FromDays(30)).TotalMilliseconds, 6);

    [Theory]
    [InlineData(0.0, 900)]
    [InlineData(1.0, 1100)]
    public void Jitter_is_a_tenth_to_either_side(double random, double milliseconds) =>
        Assert.Equal(milliseconds, RetrySchedule.Delay("powers-of-ten", 1, random, TimeSpan.FromDays(30)).TotalMilliseconds, 6);

    [Fact]
    public void No_wait_is_negative_or_longer_than_allowed_whatever_the_try() => Check.One(Config, Prop.ForAll(Cases(), one =>
    {
        var delay = RetrySchedule.Delay(one.Algorithm, one.Attempt, one.Random, one.Max);
        return delay >= TimeSpan.Zero && delay <= one.Max;
    }));

    [Fact]
    public void A_later_try_waits_no_shorter() => Check.One(Config, Prop.ForAll(Cases(), one =>
        RetrySchedule.Delay(one.Algorithm, one.Attempt, 0.5, one.Max) <= RetrySchedule.Delay(one.Algorithm, one.Attempt == int.MaxValue ? one.Attempt : one.Attempt + 1, 0.5, one.Max)));

    public static TheoryData<string?, double?> RetryAfters => new()
    {
        { null, null },
        { "", null },
        { "soon", null },
        { "-5", null },
        { "1.5", null },
        { "0", 0 },
        { " 120 ", 120 },
        { "3601", 3600 },
        { "99999999999999999999999999999999999999", 3600 },
        { new string('9', 400), 3600 },
        { "Fri, 02 Jan 2026 03:05:05 GMT", 60 },
        { "Fri, 02 Jan 2026 03:00:00 GMT", 0 },
        { "Fri, 31 Dec 9999 23:59:59 GMT", 3600 },
        { "2026-01-02T03:05:05Z", null },
    };

    [Theory]
    [MemberData(nameof(RetryAfters))]
    public void Retry_After_is_seconds_or_a_date_and_bounded(string? value, double? seconds) => Assert.Equal(seconds, RetrySchedule.RetryAfter(value, Now, TimeSpan.FromHours(1))?.TotalSeconds);

    [Fact]
    public void No_Retry_After_breaks_the_schedule() => Check.One(Config, Prop.ForAll(ArbMap.Default.ArbFor<string?>(), value =>
        RetrySchedule.RetryAfter(value, Now, TimeSpan.FromDays(1)) is not { } wait || (wait >= TimeSpan.Zero && wait <= TimeSpan.FromDays(1))));

    private static Arbitrary<(string Algorithm, int Attempt, double Random, TimeSpan Max)> Cases() =>
        (from algorithm in Gen.Elements(Algorithms)
         from attempt in Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(0, int.MaxValue))
         from random in Gen.Choose(0, 1000)
         from seconds in Gen.Choose(1, 31_536_000)
         select (algorithm, attempt, random / 1000.0, TimeSpan.FromSeconds(seconds))).ToArbitrary();
}
