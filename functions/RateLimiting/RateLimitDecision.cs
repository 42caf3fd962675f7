namespace Gantry.Functions.RateLimiting;

/// <summary>Whether a call is admitted, and what its answer's headers say.</summary>
/// <param name="Admitted">Whether it is.</param>
/// <param name="Limit">Calls of a window.</param>
/// <param name="Remaining">Calls that are left of it, as far as this instance knows.</param>
/// <param name="Reset">When the window ends.</param>
/// <param name="Wait">How long until then.</param>
internal readonly record struct RateLimitDecision(bool Admitted, int Limit, int Remaining, DateTimeOffset Reset, TimeSpan Wait)
{
    /// <summary>Writes the headers that Rocket.Chat's answers have.</summary>
    public void WriteHeaders(HttpResponse response)
    {
        response.Headers["X-RateLimit-Limit"] = $"{Limit}";
        response.Headers["X-RateLimit-Remaining"] = $"{Remaining}";
        response.Headers["X-RateLimit-Reset"] = $"{Reset.ToUnixTimeMilliseconds()}";
        if (!Admitted) response.Headers.RetryAfter = $"{Seconds}";
    }

    /// <summary>The refusal, in Rocket.Chat's words.</summary>
    public ApiException ToRefusal() => new(
        429, "error-too-many-requests", $"Error, too many requests. Please slow down. You must wait {Seconds} seconds before trying this endpoint again. [error-too-many-requests]", new { timeToReset = Wait.TotalMilliseconds });

    private int Seconds => (int)Math.Ceiling(Wait.TotalSeconds);
}
