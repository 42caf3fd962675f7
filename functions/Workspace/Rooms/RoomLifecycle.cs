using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>archive</c>, <c>unarchive</c> and <c>delete</c>.</summary>
internal sealed class RoomLifecycle(RoomSelector selector, RoomStore rooms, SystemMessages messages, PurgeQueue purges, RoomView view, TimeProvider time)
{
    public async Task<IResult> ArchiveAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var selected = await selector.FindOpenAsync(request, cancellationToken);
        return await SetArchivedAsync(request, selected, "archive-room", archived: true, cancellationToken);
    }

    public async Task<IResult> UnarchiveAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var selected = await selector.FindAsync(request, cancellationToken);
        if (selected.Room.Archived != true) throw new ApiException(422, "error-room-not-archived", $"{request.Kind.Title}, {selected.Room.Name}, is not archived");
        return await SetArchivedAsync(request, selected, "unarchive-room", archived: false, cancellationToken);
    }

    /// <summary>Deletes a room: what it costs does not depend on what is in it, because that goes in the background (<see cref="RoomPurge"/>).</summary>
    public async Task<IResult> DeleteAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var selected = await selector.FindAsync(request, cancellationToken);
        if (!request.Caller.Has(request.Kind.DeletePermission, selected.Roles))
            throw new ApiException(403, "error-not-allowed", "Not allowed [error-not-allowed]", new { method = "eraseRoom" });
        var answer = await view.FullAsync(selected.Room, cancellationToken);
        await purges.AnnounceAsync(new PurgeJob(RoomPurge.SubjectKind, selected.Room.Id), cancellationToken);
        await rooms.DeleteAsync(selected.Room.Id, cancellationToken);
        return request.Kind.Answer(answer);
    }

    private async Task<IResult> SetArchivedAsync(RoomRequest request, SelectedRoom selected, string permission, bool archived, CancellationToken cancellationToken)
    {
        if (!request.Caller.Has(permission, selected.Roles))
            throw new ApiException(403, "error-not-authorized", "Not authorized [error-not-authorized]", new { method = archived ? "archiveRoom" : "unarchiveRoom" });
        await rooms.UpdateAsync(
            selected.Room.Id,
            room => room with { Archived = archived ? true : null, UpdatedAt = time.GetUtcNow() },
            cancellationToken,
            archived ? room => new WorkspaceEvent(WorkspaceEvent.RoomArchived, request.Caller.User, room.UpdatedAt, room) : null);
        await messages.PostAsync(selected.Room, archived ? "room-archived" : "room-unarchived", request.Caller.User, "", cancellationToken);
        return Results.Ok(new { success = true });
    }
}
