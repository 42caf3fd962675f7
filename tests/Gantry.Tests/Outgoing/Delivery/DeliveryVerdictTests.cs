using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Outgoing.Delivery;

namespace Gantry.Tests.Outgoing.Delivery;

public sealed class DeliveryVerdictTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-02T03:04:05Z");

    private static readonly Integration Retrying = new()
    {
        Id = "i",
        Type = Integration.Outgoing,
        Name = "n",
        Username = "u",
        UserId = "u",
        CreatedBy = new UserReference("u", "u"),
        RetryFailedCalls = true,
        RetryCount = 4,
        RetryDelay = "powers-of-two",
    };

    [Theory]
    [InlineData(200, "Succeeded")]
    [InlineData(202, "Succeeded")]
    [InlineData(204, "Succeeded")]
    [InlineData(299, "Succeeded")]
    [InlineData(302, "RetryAt")]
    [InlineData(400, "RetryAt")]
    [InlineData(404, "RetryAt")]
    [InlineData(408, "RetryAt")]
    [InlineData(425, "RetryAt")]
    [InlineData(429, "RetryAt")]
    [InlineData(500, "RetryAt")]
    [InlineData(503, "RetryAt")]
    [InlineData(599, "RetryAt")]
    [InlineData(410, "DisableIntegration")]
    public void A_status_decides(int status, string decision) => Assert.Equal(decision, Judge(Answered(status)).Decision.ToString());

    [Theory]
    [InlineData("TimedOut", "RetryAt")]
    [InlineData("ConnectionFailed", "RetryAt")]
    [InlineData("CertificateError", "RetryAt")]
    [InlineData("TooLarge", "RetryAt")]
    [InlineData("Refused", "Failed")]
    [InlineData("InvalidRequest", "Failed")]
    [InlineData("Busy", "PutOff")]
    public void Without_a_status_the_outcome_decides(string outcome, string decision) => Assert.Equal(decision, Judge(Without(outcome)).Decision.ToString());

    [Theory]
    [InlineData("TooLarge", 200, "Succeeded")]
    [InlineData("TooLarge", 500, "RetryAt")]
    [InlineData("TimedOut", 200, "RetryAt")]
    [InlineData("ConnectionFailed", 200, "RetryAt")]
    public void An_answer_that_stops_in_the_middle_is_no_success_but_one_that_was_cut_is(string outcome, int status, string decision) =>
        Assert.Equal(decision, Judge(Without(outcome) with { StatusCode = status }).Decision.ToString());

    [Fact]
    public void Without_retryFailedCalls_nothing_is_repeated()
    {
        foreach (var answer in new[] { Answered(500), Answered(429), Without("TimedOut") })
            Assert.Equal(DeliveryDecision.Failed, Judge(answer, integration: Retrying with { RetryFailedCalls = null, RetryCount = null }).Decision);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 16)]
    [InlineData(4, null)]
    [InlineData(int.MaxValue, null)]
    public void There_are_retryCount_tries_after_the_first(int attempt, int? seconds)
    {
        var verdict = Judge(Answered(500), attempt);
        Assert.Equal(seconds is null ? DeliveryDecision.Failed : DeliveryDecision.RetryAt, verdict.Decision);
        Assert.Equal(seconds is null ? null : Now.AddSeconds(seconds.Value), verdict.Due);
    }

    [Theory]
    [InlineData("1", 2)]
    [InlineData("60", 60)]
    [InlineData("999999", 86_400)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 GMT", 60)]
    public void Retry_After_lengthens_the_wait_within_bounds(string value, int seconds) => Assert.Equal(Now.AddSeconds(seconds), Judge(Answered(429, ("retry-after", value))).Due);

    [Theory]
    [InlineData("disable", 500, "DisableIntegration")]
    [InlineData(" Disable ", 200, "DisableIntegration")]
    [InlineData("abort", 500, "Failed")]
    [InlineData("abort-message", 503, "Failed")]
    [InlineData("abort", 200, "Succeeded")]
    [InlineData("something", 500, "RetryAt")]
    public void The_receivers_own_word_is_obeyed(string wish, int status, string decision) => Assert.Equal(decision, Judge(Answered(status, ("webhook-delivery", wish))).Decision.ToString());

    public static TheoryData<string, string> Switches => new()
    {
        { "TimedOut", nameof(OutgoingOptions.RetryTimeouts) },
        { "ConnectionFailed", nameof(OutgoingOptions.RetryConnectionErrors) },
        { "408", nameof(OutgoingOptions.RetryTemporaryStatuses) },
        { "502", nameof(OutgoingOptions.RetryServerErrors) },
        { "404", nameof(OutgoingOptions.RetryOtherStatuses) },
        { "301", nameof(OutgoingOptions.RetryOtherStatuses) },
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public void Each_kind_of_failure_can_be_left_unrepeated(string failure, string setting)
    {
        var options = new OutgoingOptions();
        typeof(OutgoingOptions).GetProperty(setting)!.SetValue(options, false);
        var answer = int.TryParse(failure, out var status) ? Answered(status) : Without(failure);
        Assert.Equal(DeliveryDecision.RetryAt, Judge(answer).Decision);
        Assert.Equal(DeliveryDecision.Failed, Judge(answer, options: options).Decision);
    }

    [Fact]
    public void A_failure_says_what_the_receiver_did_and_why_it_was_the_end() =>
        Assert.Equal("The receiver answered 503. It was the last try.", Judge(Answered(503), attempt: 4).Reason);

    private static DeliveryVerdict Judge(OutgoingAnswer answer, int attempt = 0, Integration? integration = null, OutgoingOptions? options = null) =>
        DeliveryVerdict.Judge(integration ?? Retrying, attempt, answer, Now, 0.5, options ?? new OutgoingOptions());

    private static OutgoingAnswer Answered(int status, params (string Name, string Value)[] headers) =>
        new(OutgoingOutcome.Answered) { StatusCode = status, Headers = headers.ToDictionary(header => header.Name, header => header.Value) };

    private static OutgoingAnswer Without(string outcome) => new(Enum.Parse<OutgoingOutcome>(outcome)) { Error = "An error." };
}
