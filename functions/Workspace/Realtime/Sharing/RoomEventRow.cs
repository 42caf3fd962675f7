using System.Globalization;
using Azure.Data.Tables;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>What happened to a message that other instances cannot see by its row alone.</summary>
internal enum RoomEventName
{
    /// <summary>It is new, but its key is of an earlier time.</summary>
    Sent,

    Changed,

    Deleted,

    /// <summary>No message at all: what a client tells the others in the room.</summary>
    Notice,
}

/// <summary>
/// The rows by which instances tell each other what happens in a room, in the room's partition of the table <c>messages</c>: <c>l|</c> and the time, oldest
/// first. Messages (<c>m|</c>) lie behind them, newest first, so the newest of both are one range, and a new message needs no such row: it is one itself.
/// </summary>
internal static class RoomEventRow
{
    /// <summary>Prefix of the keys.</summary>
    public const string Prefix = "l|";

    private const int TimeLength = 16;
    private const int RandomLength = 6;

    /// <summary>Makes a row.</summary>
    public static TableEntity New(string partition, RoomEventName name, string about, DateTimeOffset now, string? args = null)
    {
        var row = new TableEntity(partition, KeyOf(now) + RandomId.Secret(RandomLength)) { ["Name"] = name.ToString(), ["About"] = about };
        if (args is not null) row["Args"] = args;
        return row;
    }

    /// <summary>The first key of an instant.</summary>
    public static string KeyOf(DateTimeOffset instant) => Prefix + instant.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>When a row of this kind was made; null for one of another kind.</summary>
    public static DateTimeOffset? TimeOf(string rowKey) =>
        rowKey.StartsWith(Prefix, StringComparison.Ordinal) && rowKey.Length >= Prefix.Length + TimeLength
        && long.TryParse(rowKey.AsSpan(Prefix.Length, TimeLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && ticks >= 0
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
}
