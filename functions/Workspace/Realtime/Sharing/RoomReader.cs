using System.Text.Json;
using Azure.Data.Tables;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Realtime.Streams;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>
/// Reads what happened in a room that somebody here watches, on whatever instance. A read begins a minute before the last one: a row with an earlier key may
/// become visible later, since its writer waited or its clock is behind. What counts as new is when storage wrote a row, and what was told before is known.
/// </summary>
internal sealed class RoomReader(
    RoomEventLog log, MessageStore messages, MessageReader finder, RoomStore rooms, MessageView view, RoomTelling telling, IOptions<RealtimeOptions> options, TimeProvider time)
{
    /// <summary>How far a key may be behind the time at which its row becomes visible: longer than storage is retried, and clocks differ.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);

    private bool IsShared => options.Value.PollSeconds > 0;

    /// <summary>The first read of a room: notes what is there.</summary>
    public async Task BeginAsync(RoomWatch watch)
    {
        var now = time.GetUtcNow();
        if (IsShared)
        {
            var rows = await log.ReadAsync(watch.RoomId, now - LookBack, written: null, CancellationToken.None);
            foreach (var row in rows) watch.TrySee(row.RowKey, Later(now, TimeOf(row)));
            watch.Note(rows);
        }

        watch.ReadAt = now;
    }

    /// <summary>A further read: tells what is new, messages first, in their order. What cannot be read now is tried again the next time.</summary>
    public async Task ReadAsync(RoomWatch watch, CancellationToken cancellationToken)
    {
        if (watch.Beginning is not { IsCompletedSuccessfully: true }) return;
        var (now, from) = (time.GetUtcNow(), watch.ReadAt - LookBack);
        var rows = await log.ReadAsync(watch.RoomId, from, watch.Written, cancellationToken);
        foreach (var row in InOrder(rows).Where(row => !watch.HasSeen(row.RowKey)))
        {
            var happened = await ToEventAsync(watch.RoomId, row, cancellationToken);
            if (!watch.TrySee(row.RowKey, Later(now, TimeOf(row)))) continue;

            // What was told directly is known by the message's own id, which a client may have chosen.
            if (happened is MessageEvent { IsNew: true } added && !watch.TrySee(KeyOf(added.Message), Later(now, added.Message.Ts))) continue;
            if (happened is not null) telling.Tell(watch, happened);
        }

        watch.Note(rows);
        watch.ReadAt = now;
        watch.Forget(from - LookBack);
    }

    /// <summary>Tells one subscription what happened since an instant, in a room that it did not watch yet.</summary>
    public async Task CatchUpAsync(Subscription subscription, string roomId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await log.ReadAsync(roomId, since, written: null, cancellationToken);
        foreach (var row in InOrder(rows).Where(row => RoomEventRow.TimeOf(row.RowKey) is null))
            if (await ToEventAsync(roomId, row, cancellationToken) is { } happened) subscription.Offer(happened);
    }

    /// <summary>What a message is known by that was told, directly or as read. No row has such a key.</summary>
    public static string KeyOf(Message message) => "id|" + message.Id;

    // Messages lie newest first, behind the events.
    private static IEnumerable<TableEntity> InOrder(List<TableEntity> rows)
    {
        var events = rows.TakeWhile(row => RoomEventRow.TimeOf(row.RowKey) is not null).ToList();
        return rows.Skip(events.Count).Reverse().Concat(events);
    }

    private async Task<RoomEvent?> ToEventAsync(string roomId, TableEntity row, CancellationToken cancellationToken)
    {
        if (RoomEventRow.TimeOf(row.RowKey) is null) return await ToEventAsync(roomId, await messages.DeserializeAsync(row, cancellationToken), isNew: true, cancellationToken);
        var about = row.GetString("About")!;
        switch (row.GetString("Name"))
        {
            case nameof(RoomEventName.Deleted):
                return new DeletionEvent(roomId, about);
            case nameof(RoomEventName.Notice):
                return new NoticeEvent(roomId, about, JsonSerializer.Deserialize<JsonElement>(row.GetString("Args")!));
            case var name:
                var stored = await finder.FindAsync(about, cancellationToken);
                return await ToEventAsync(roomId, stored?.Message, name == nameof(RoomEventName.Sent), cancellationToken);
        }
    }

    private async Task<RoomEvent?> ToEventAsync(string roomId, Message? message, bool isNew, CancellationToken cancellationToken) =>
        message is not null && await rooms.FindAsync(roomId, cancellationToken) is { } room ? new MessageEvent(room, message, isNew, view) : null;

    private static DateTimeOffset TimeOf(TableEntity row) => RoomEventRow.TimeOf(row.RowKey) is { } at ? at
        : TimeOrderedId.TryGetTime(row.RowKey.AsSpan(MessageId.RowPrefix.Length), out var sent) ? sent
        : default;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
