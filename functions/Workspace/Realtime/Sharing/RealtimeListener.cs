using Azure.Data.Tables;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Realtime.Streams;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Sharing;

/// <summary>
/// Tells the connections of this instance what was committed, without any read; and the other instances by a row in the same transaction, where the message's
/// own row does not tell them.
/// </summary>
internal sealed partial class RealtimeListener(
    RoomWatches rooms, UserWatches users, RoomTelling telling, PrivateMessages privates, RoomEventLog log, MessageView view, IOptions<RealtimeOptions> options, TimeProvider time, ILogger<RealtimeListener> logger)
    : IEventListener
{
    /// <summary>A message that is older than this when it is written has a key that others may have read past.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    public ValueTask<Action?> JoinAsync(WorkspaceEvent happening, string table, WriteSet set, CancellationToken cancellationToken) => ValueTask.FromResult(happening switch
    {
        // The message that carries the file is told by itself.
        { Name: WorkspaceEvent.FileUploaded } => null,
        { Name: WorkspaceEvent.PrivateMessage } => Guard(() => privates.Tell(happening.User.Id, happening.Message!)),
        { Message: { } message, Room: { } room } => Join(happening.Name, room, message, table, set),
        { Name: WorkspaceEvent.RoomJoined or WorkspaceEvent.RoomLeft } => () => users.LookSoon(happening.User.Id),
        { Name: WorkspaceEvent.RoomArchived, Room: { } room } => Guard(() => telling.Changed(room, newest: null)),
        _ => null,
    });

    private Action Join(string name, Room room, Message message, string table, WriteSet set)
    {
        var now = time.GetUtcNow();
        var kind = name switch
        {
            WorkspaceEvent.MessageSent or WorkspaceEvent.SystemMessage => RoomEventName.Sent,
            WorkspaceEvent.MessageDeleted => RoomEventName.Deleted,
            _ => RoomEventName.Changed,
        };
        var isShared = options.Value.PollSeconds > 0 && table == RoomEventLog.TableName && (kind != RoomEventName.Sent || now - message.Ts > Late);
        var row = isShared ? RoomEventRow.New(set.PartitionKey, kind, message.Id, now) : null;
        if (row is not null) set.Put(row);
        return Guard(() => Tell(kind, room, message, row));
    }

    private void Tell(RoomEventName kind, Room room, Message message, TableEntity? row)
    {
        if (row is not null) log.ClearLater(row.PartitionKey);
        if (kind == RoomEventName.Sent && room.IsDirect) users.EnterSoon(room, message);
        var watch = rooms.Find(room.Id);

        // A reader may have been faster.
        var now = time.GetUtcNow();
        if (row is not null && watch?.TrySee(row.RowKey, now) == false) return;
        if (kind == RoomEventName.Sent && watch?.TrySee(RoomReader.KeyOf(message), now) == false) return;
        telling.Tell(watch, kind == RoomEventName.Deleted ? new DeletionEvent(room.Id, message.Id) : new MessageEvent(room, message, kind == RoomEventName.Sent, view));
    }

    // What was committed has happened, whatever becomes of the news.
    private Action Guard(Action tell) => () =>
    {
        try
        {
            tell();
        }
        catch (Exception exception)
        {
            LogFailure(logger, exception);
        }
    };

    [LoggerMessage(LogLevel.Error, "What happened in a room could not be told")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}
