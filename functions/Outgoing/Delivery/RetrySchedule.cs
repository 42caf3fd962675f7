using System.Globalization;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>How long to wait before a call is tried again (<c>rocket-chat-behaviour.md</c> 3.5; design 6).</summary>
internal static class RetrySchedule
{
    private const double Jitter = 0.1;

    /// <summary>The wait after a try.</summary>
    /// <param name="algorithm">powers-of-two, increments-of-two, or powers-of-ten, which is also what any other name means.</param>
    /// <param name="attempt">The try that failed, from 0.</param>
    /// <param name="random">From 0 to 1: where in the 10 % around the wait.</param>
    /// <param name="max">The longest wait.</param>
    public static TimeSpan Delay(string? algorithm, int attempt, double random, TimeSpan max)
    {
        var n = Math.Max(attempt, 0);
        var milliseconds = algorithm switch
        {
            "powers-of-two" => Math.Pow(2, n + 1.0) * 1000,
            "increments-of-two" => 2 * (n + 1.0) * 1000,
            _ => Math.Pow(10, n + 2.0),
        };
        return Shorter(milliseconds * (1 - Jitter + (2 * Jitter * random)), max);
    }

    /// <summary>The wait that a receiver asks for (RFC 9110, 10.2.3): seconds, or a date.</summary>
    /// <param name="value">The value of <c>Retry-After</c>.</param>
    /// <param name="now">The time.</param>
    /// <param name="max">The longest wait.</param>
    /// <returns>Null if it is neither.</returns>
    public static TimeSpan? RetryAfter(string? value, DateTimeOffset now, TimeSpan max)
    {
        if (value is null) return null;
        var text = value.Trim();
        if (text.Length > 0 && text.All(char.IsAsciiDigit)) return Shorter(double.Parse(text, CultureInfo.InvariantCulture) * 1000, max);
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? Shorter(Math.Max((date - now).TotalMilliseconds, 0), max) : null;
    }

    // Compared before it becomes a span, which powers of ten soon do not fit into.
    private static TimeSpan Shorter(double milliseconds, TimeSpan max) => milliseconds < max.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : max;
}
