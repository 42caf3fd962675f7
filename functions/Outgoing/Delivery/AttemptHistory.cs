using System.Text;
using System.Text.Json;
using Gantry.Functions.History;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>What an attempt did, for history.</summary>
internal static class AttemptHistory
{
    private const int MaxUrlCharacters = 2_048;

    /// <summary>The record of a call.</summary>
    /// <param name="number">The attempt, from 1.</param>
    /// <param name="at">When it began.</param>
    /// <param name="request">What was called.</param>
    /// <param name="answer">What came of it.</param>
    /// <param name="error">Why that is not good; null if it is.</param>
    /// <param name="maxResponse">Characters of the answer that are kept.</param>
    public static DeliveryAttempt Of(int number, DateTimeOffset at, OutgoingRequest request, OutgoingAnswer answer, string? error, int maxResponse)
    {
        var body = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, maxResponse * 3)]);
        return new DeliveryAttempt(
            number, at, JsonNamingPolicy.KebabCaseLower.ConvertName(answer.Outcome.ToString()), request.Method, Cut(request.Url, MaxUrlCharacters), answer.StatusCode, answer.DurationMilliseconds, error,
            body.Length == 0 ? null : Cut(body, maxResponse));
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
