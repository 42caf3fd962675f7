using System.Security.Cryptography;

namespace Gantry.Shared.Storage;

/// <summary>
/// Row keys that sort newest first: 12 characters of inverted time (100 ns steps, base 32) and 5 random ones.
/// Within one process they are strictly ordered; between processes two of the same step are told apart by their random part (25 bits).
/// </summary>
public static class TimeOrderedId
{
    /// <summary>Characters of an id.</summary>
    public const int Length = TimeLength + RandomLength;

    private const int TimeLength = 12;
    private const int RandomLength = 5;
    private const string Digits = "0123456789abcdefghijklmnopqrstuv";
    private const long Span = 1L << 60;

    private static long _lastTicks;

    /// <summary>A new id for now.</summary>
    /// <param name="time">The clock.</param>
    /// <returns>An id that sorts before every id that this process made earlier.</returns>
    public static string New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow().UtcTicks;
        long last, next;
        do
        {
            last = Volatile.Read(ref _lastTicks);
            next = Math.Max(last + 1, now);
        }
        while (Interlocked.CompareExchange(ref _lastTicks, next, last) != last);

        Span<char> id = stackalloc char[Length];
        WriteTime(id, next);
        RandomNumberGenerator.GetItems<char>(Digits, id[TimeLength..]);
        return new string(id);
    }

    /// <summary>The first characters of every id of the given instant: the bound of a range read.</summary>
    /// <param name="instant">The instant.</param>
    /// <returns>12 characters; ids of later instants sort before, ids of earlier ones after.</returns>
    public static string Prefix(DateTimeOffset instant)
    {
        Span<char> prefix = stackalloc char[TimeLength];
        WriteTime(prefix, instant.UtcTicks);
        return new string(prefix);
    }

    /// <summary>The instant that an id was made for.</summary>
    /// <param name="id">An id, with anything behind it.</param>
    /// <param name="instant">The instant.</param>
    /// <returns>False if the text does not begin with an id.</returns>
    public static bool TryGetTime(ReadOnlySpan<char> id, out DateTimeOffset instant)
    {
        instant = default;
        if (id.Length < Length) return false;
        long inverted = 0;
        for (var i = 0; i < Length; i++)
        {
            var digit = Digits.IndexOf(id[i]);
            if (digit < 0) return false;
            if (i < TimeLength) inverted = (inverted << 5) | (long)digit;
        }

        var ticks = Span - 1 - inverted + (DateTime.UnixEpoch.Ticks);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
        instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static void WriteTime(Span<char> target, long ticks)
    {
        var inverted = Span - 1 - Math.Max(0, ticks - DateTime.UnixEpoch.Ticks);
        for (var i = TimeLength - 1; i >= 0; i--)
        {
            target[i] = Digits[(int)(inverted & 31)];
            inverted >>= 5;
        }
    }
}
