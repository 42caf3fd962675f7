using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>
/// The calls of <c>rooms.*</c> that do to a room of any type what <c>channels.*</c> and <c>groups.*</c> do to theirs: <c>join</c>, <c>leave</c>,
/// <c>delete</c>, <c>changeArchivationState</c>, <c>muteUser</c>, <c>unmuteUser</c>.
/// </summary>
internal sealed class AnyRoom(RoomSelector selector, RoomMembership membership, RoomLifecycle lifecycle, RoomChange change, UserChoice choice, RoomView view)
{
    public async Task<IResult> JoinAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(parameters, caller, cancellationToken);
        await membership.JoinAsync(request, cancellationToken);
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        return Results.Ok(new JsonObject { ["room"] = await view.FullAsync(room, cancellationToken), ["success"] = true });
    }

    public async Task<IResult> LeaveAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        await membership.LeaveAsync(await RequestAsync(parameters, caller, cancellationToken), cancellationToken);
        return Results.Ok(new { success = true });
    }

    public async Task<IResult> DeleteAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        if (parameters.FirstString("roomId") is null) throw new ApiException(400, "invalid-params", "The 'roomId' param is required", new { key = "roomId" });
        await lifecycle.DeleteAsync(await RequestAsync(parameters, caller, cancellationToken), cancellationToken);
        return Results.Ok(new { success = true });
    }

    public async Task<IResult> ChangeArchivationStateAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var action = parameters.RequiredString("action");
        var request = await RequestAsync(parameters, caller, cancellationToken);
        return action switch
        {
            "archive" => await lifecycle.ArchiveAsync(request, cancellationToken),
            "unarchive" => await lifecycle.UnarchiveAsync(request, cancellationToken),
            _ => throw ApiException.WrongType("action", "\"archive\" or \"unarchive\""),
        };
    }

    /// <summary>A user may not write into a room any more, or may again.</summary>
    public async Task<IResult> MuteAsync(Parameters parameters, Caller caller, bool mute, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(parameters, caller, cancellationToken);
        var room = await change.SelectAsync(request, "mute-user", cancellationToken);
        var user = (await choice.FindAsync(parameters, cancellationToken))[0];
        if (room.Muted?.Contains(user.Username) == mute || (room.Muted is null && !mute)) return Results.Ok(new { success = true });
        await change.ApplyAsync(request, room, current => current with { Muted = Muted(current, user.Username, mute) }, mute ? "user-muted" : "user-unmuted", user.Username, cancellationToken);
        return Results.Ok(new { success = true });
    }

    private static string[]? Muted(Room room, string username, bool mute)
    {
        var others = (room.Muted ?? []).Where(other => other != username);
        string[] muted = mute ? [.. others, username] : [.. others];
        return muted.Length > 0 ? muted : null;
    }

    private async Task<RoomRequest> RequestAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        if (room.IsDirect) throw ApiException.Invalid("error-action-not-allowed", "This cannot be done to a direct room", new { roomId = room.Id });
        return new RoomRequest(room.IsChannel ? RoomKind.Channel : RoomKind.Group, parameters, caller);
    }
}
