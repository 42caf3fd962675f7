using System.Globalization;

namespace Gantry.Shared.Security.Signatures;

/// <summary>Whether a signed call is recent enough not to be a replay.</summary>
internal static class TimestampCheck
{
    /// <summary>The tolerance that Standard Webhooks, Stripe and Slack document.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static SignatureResult Check(string? seconds, DateTimeOffset now)
    {
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix) || unix > 253_402_300_799) return SignatureResult.MissingTimestamp;
        return (now - DateTimeOffset.FromUnixTimeSeconds(unix)).Duration() <= Tolerance ? SignatureResult.Valid : SignatureResult.StaleTimestamp;
    }
}
