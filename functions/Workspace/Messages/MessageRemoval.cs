using System.Globalization;
using Azure;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Functions.Workspace.Uploads;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// <c>chat.delete</c>: the author with <c>delete-own-message</c>, or who has <c>delete-message</c>. A message that starts a thread stays, as type <c>rm</c>,
/// so that the thread has a beginning.
/// </summary>
internal sealed class MessageRemoval(
    MessageStore store, MessageReader reader, MessageChoice choice, ClientMessageIds clientIds, FileRemoval files, IOptions<MessagesOptions> options, TimeProvider time)
{
    private const int MaxAttempts = 10;

    public async Task<IResult> DeleteAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        parameters.RequiredString("roomId");
        MessageChoice.RequireId(parameters, "msgId");
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var chosen = await choice.FindAsync(parameters, caller, cancellationToken);
            RequireAllowed(chosen, caller, parameters.Bool("asUser") is true);
            if (!await TryDeleteAsync(chosen, caller.User, cancellationToken)) continue;
            var message = chosen.Message;
            return Results.Ok(new
            {
                _id = message.Id,
                ts = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
                message = new { _id = message.Id, rid = message.Rid, u = message.U },
                success = true,
            });
        }

        throw ApiException.Unavailable();
    }

    private void RequireAllowed(ChosenMessage chosen, Caller caller, bool asUser)
    {
        var roles = chosen.Membership?.Roles;
        var isOwn = chosen.Message.U.Id == caller.User.Id;
        var forced = caller.Has("force-delete-message", roles);
        if (asUser && !isOwn && !forced)
            throw new ApiException(403, "error-user-not-authorized", "Unauthorized. You must have the permission \"force-delete-message\" to delete other's message as them.");
        var allowed = forced || (options.Value.AllowDeleting && (caller.Has("delete-message", roles) || (isOwn && caller.Has("delete-own-message", roles))));
        const string code = "error-action-not-allowed";
        if (!allowed || chosen.Message.T == "rm") throw new ApiException(403, code, $"Not allowed [{code}]", new { method = "deleteMessage", action = "Delete_message" });
    }

    /// <summary>Deletes a message; false if somebody changed it, or its thread, in between.</summary>
    public async Task<bool> TryDeleteAsync(ChosenMessage chosen, User by, CancellationToken cancellationToken)
    {
        var read = chosen.Stored;
        var set = MessageStore.NewSet(read.Message.Rid, added: -1);
        if (read.Message.Tcount > 0) set.Replace(await store.ToRowAsync(Emptied(read.Message, by), read.RowKey, cancellationToken), read.ETag).NoteChange(read.Message.Id, read.RowKey, time);
        else set.Delete(read.RowKey, read.ETag).NoteDeletion(read.Message, time);
        var parent = read.Message.Tmid is { } tmid ? await reader.FindAsync(tmid, cancellationToken) : null;
        var starter = parent is null ? null : Uncounted(parent.Message);
        var uncounted = starter is null ? null : await store.ToRowAsync(starter, parent!.RowKey, cancellationToken);
        if (uncounted is not null) set.Replace(uncounted, parent!.ETag);
        await files.AddToAsync(set, read.Message, cancellationToken);
        try
        {
            var deleted = new WorkspaceEvent(WorkspaceEvent.MessageDeleted, by, time.GetUtcNow(), chosen.Room, read.Message);
            IReadOnlyList<WorkspaceEvent> happenings = starter is null ? [deleted] : [deleted, deleted with { Name = WorkspaceEvent.MessageChanged, Message = starter }];
            await store.CommitAsync(set, happenings, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            if (uncounted is not null) await store.DeleteSpilledAsync(uncounted, cancellationToken);
            return false;
        }

        await store.DeleteSpilledAsync(read.Row, cancellationToken);
        await files.FinishAsync(read.Message, cancellationToken);
        if (parent is not null) await store.DeleteSpilledAsync(parent.Row, cancellationToken);
        var isGone = read.Message.Tcount is null or 0;
        if (isGone && read.RowKey != MessageId.RowKey(read.Message.Id)) await clientIds.ReleaseAsync(read.Message.Id, cancellationToken);
        return true;
    }

    private Message Uncounted(Message parent) => parent.Tcount > 1
        ? parent with { Tcount = parent.Tcount - 1, UpdatedAt = time.GetUtcNow() }
        : parent with { Tcount = null, Tlm = null, Replies = null, UpdatedAt = time.GetUtcNow() };

    private Message Emptied(Message message, User by)
    {
        var now = time.GetUtcNow();
        return new Message
        {
            Id = message.Id,
            Rid = message.Rid,
            T = "rm",
            Ts = message.Ts,
            U = message.U,
            Tcount = message.Tcount,
            Tlm = message.Tlm,
            Replies = message.Replies,
            EditedAt = now,
            EditedBy = new RoomUser(by.Id, by.Username),
            UpdatedAt = now,
        };
    }
}
