using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Changes a channel or group: the room that the call names, by who may; then the room is told.</summary>
internal sealed class RoomChange(RoomSelector selector, RoomStore rooms, SystemMessages messages, RoomView view, TimeProvider time)
{
    /// <summary>The room, if the caller has a permission there.</summary>
    /// <exception cref="ApiException">403: it has not; else as <see cref="RoomSelector.FindOpenAsync"/>.</exception>
    public async Task<Room> SelectAsync(RoomRequest request, string permission, CancellationToken cancellationToken)
    {
        var selected = await selector.FindOpenAsync(request, cancellationToken);
        return request.Caller.Has(permission, selected.Roles) ? selected.Room : throw NotAllowed();
    }

    /// <summary>Changes it and answers it.</summary>
    /// <param name="request">The call.</param>
    /// <param name="room">The room as it was found.</param>
    /// <param name="change">What changes.</param>
    /// <param name="systemMessage">The type of the message that tells it; null for none.</param>
    /// <param name="text">That message's text.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<IResult> ApplyAsync(RoomRequest request, Room room, Func<Room, Room> change, string? systemMessage, string text, CancellationToken cancellationToken)
    {
        var changed = await rooms.UpdateAsync(room.Id, current => change(current) with { UpdatedAt = time.GetUtcNow() }, cancellationToken) ?? room;
        if (systemMessage is not null) await messages.PostAsync(changed, systemMessage, request.Caller.User, text, cancellationToken);
        return request.Kind.Answer(await view.FullAsync(changed, cancellationToken));
    }

    /// <summary>The caller may not.</summary>
    public static ApiException NotAllowed()
    {
        const string code = "error-action-not-allowed";
        return new ApiException(403, code, $"Editing room is not allowed [{code}]", new { method = "saveRoomSettings", action = "Editing_room" });
    }
}
