using System.Globalization;
using Azure;

namespace Gantry.Functions.RateLimiting;

/// <summary>The storage service's time, by which all instances cut their windows: the local clock, put right by the dates of the service's answers.</summary>
internal sealed class ServiceClock(TimeProvider time)
{
    private long _offsetTicks;

    /// <summary>Now, by the service.</summary>
    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Volatile.Read(ref _offsetTicks));

    /// <summary>Compares with an answer's date, which has whole seconds: only a difference that those do not explain counts.</summary>
    public void Observe(Response response)
    {
        if (!response.Headers.TryGetValue("Date", out var text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return;
        var offset = date - time.GetUtcNow();
        var correction = offset > TimeSpan.Zero ? offset : offset < TimeSpan.FromSeconds(-2) ? offset + TimeSpan.FromSeconds(1) : TimeSpan.Zero;
        Volatile.Write(ref _offsetTicks, correction.Ticks);
    }
}
