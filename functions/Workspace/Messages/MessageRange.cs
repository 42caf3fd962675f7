namespace Gantry.Functions.Workspace.Messages;

/// <summary>The row keys of the messages of a span of time: from the first (with it) to the last (without it), newest first.</summary>
/// <param name="From">The key to begin with.</param>
/// <param name="To">The key to end before.</param>
internal readonly record struct MessageRange(string From, string To)
{
    private static readonly DateTimeOffset Latest = new(5000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>All messages.</summary>
    public static readonly MessageRange All = new(MessageId.RowPrefix, MessageId.RowPrefix[..^1] + (char)(MessageId.RowPrefix[^1] + 1));

    /// <summary>The messages before <paramref name="latest"/> and after <paramref name="oldest"/>, or also at those: to the millisecond, as callers see times.</summary>
    public static MessageRange Between(DateTimeOffset? latest, DateTimeOffset? oldest, bool inclusive)
    {
        // A later time has a smaller key, and a key of ours goes on behind the time: the keys of an instant and before begin at its prefix.
        var from = latest is { } end ? Key((inclusive ? Floor(end) + Millisecond : Floor(end)) - Tick) : All.From;
        var to = oldest is { } start ? Key((inclusive ? Floor(start) : Floor(start) + Millisecond) - Tick) : All.To;
        return new MessageRange(from, to);
    }

    private static string Key(DateTimeOffset instant) => MessageId.RowPrefix + TimeOrderedId.Prefix(instant);

    private static DateTimeOffset Floor(DateTimeOffset instant)
    {
        if (instant < DateTimeOffset.UnixEpoch) instant = DateTimeOffset.UnixEpoch;
        if (instant > Latest) instant = Latest;
        return instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
