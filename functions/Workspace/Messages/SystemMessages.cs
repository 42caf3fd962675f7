using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// Messages that the server writes into a room to tell what happened to it: <c>uj</c> joined, <c>ul</c> left, <c>au</c> added, <c>ru</c> removed,
/// <c>r</c> renamed, and so on.
/// </summary>
internal sealed class SystemMessages(MessageStore store, TimeProvider time)
{
    /// <summary>Writes one.</summary>
    /// <param name="room">The room.</param>
    /// <param name="type">The type.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="msg">The user's name for a membership, else the new value.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <param name="role">The role that it tells of.</param>
    public async Task PostAsync(Room room, string type, User by, string msg, CancellationToken cancellationToken, string? role = null)
    {
        var message = Compose(room, type, by, msg) with { Role = role };
        var set = MessageStore.NewSet(room.Id, added: 1).Put(await store.ToRowAsync(message, MessageId.RowKey(message.Id), cancellationToken));
        await store.CommitAsync(set, [new WorkspaceEvent(WorkspaceEvent.SystemMessage, by, message.Ts, room, message)], cancellationToken);
    }

    /// <summary>Adds one to the transaction of what it tells.</summary>
    public async Task<Message> AddToAsync(WriteSet set, Room room, string type, User by, string msg, JsonElement? attachments, CancellationToken cancellationToken)
    {
        var message = Compose(room, type, by, msg) with { Attachments = attachments };
        set.Count(MessageStore.Counter, 1).Put(await store.ToRowAsync(message, MessageId.RowKey(message.Id), cancellationToken));
        return message;
    }

    private Message Compose(Room room, string type, User by, string msg)
    {
        var id = MessageId.New(room.Id, time);
        var ts = MessageId.TimeOf(id);
        return new Message { Id = id, Rid = room.Id, T = type, Msg = msg, Ts = ts, U = RoomUser.Of(by), Groupable = false, UpdatedAt = ts };
    }
}
