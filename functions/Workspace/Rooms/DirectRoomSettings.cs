using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Purge;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>What changes or administers direct rooms: <c>im.open</c>, <c>im.close</c>, <c>im.setTopic</c>, <c>im.delete</c>, <c>im.counters</c>, <c>im.list.everyone</c>.</summary>
internal sealed class DirectRoomSettings(
    DirectMessages direct, RoomStore rooms, MembershipStore memberships, RoomLists lists, RoomCounters counters, SystemMessages messages, PurgeQueue purges, TimeProvider time)
{
    public async Task<IResult> SetOpenAsync(Parameters parameters, Caller caller, bool open, CancellationToken cancellationToken)
    {
        var room = await direct.RoomAsync(parameters, caller, cancellationToken);
        var membership = await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken);
        if (membership?.Open == open)
            throw new ApiException(422, open ? "error-room-already-open" : "error-room-already-closed", $"The direct message room, is already {(open ? "open" : "closed")} to the sender");
        var now = time.GetUtcNow();
        await memberships.UpdateAsync(room.Id, caller.User.Id, current => current with { Open = open, Ls = open ? current.Ls : now, UpdatedAt = now }, cancellationToken);
        return Results.Ok(new { success = true });
    }

    public async Task<IResult> SetTopicAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await direct.RoomAsync(parameters, caller, cancellationToken);
        var topic = parameters.String("topic") ?? throw ApiException.MissingKey("topic");
        var stored = RoomText.Require("topic", topic);
        await rooms.UpdateAsync(room.Id, current => current with { Topic = stored, UpdatedAt = time.GetUtcNow() }, cancellationToken);
        await messages.PostAsync(room, "room_changed_topic", caller.User, topic, cancellationToken);
        return Results.Ok(new JsonObject { ["topic"] = topic, ["success"] = true });
    }

    /// <summary>Deletes a direct room, for all who are in it.</summary>
    public async Task<IResult> DeleteAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await direct.RoomAsync(parameters, caller, cancellationToken);
        await purges.AnnounceAsync(new PurgeJob(RoomPurge.SubjectKind, room.Id), cancellationToken);
        await rooms.DeleteAsync(room.Id, cancellationToken);
        return Results.Ok(new { success = true });
    }

    public async Task<IResult> CountersAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await counters.AnswerAsync(await direct.RoomAsync(parameters, caller, cancellationToken), parameters, caller, cancellationToken);

    /// <summary>All direct rooms, for who administers rooms.</summary>
    public async Task<IResult> ListEveryonesAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require("view-room-administration");
        return await lists.AnswerAsync(await rooms.ListAsync("d", cancellationToken), "ims", parameters, cancellationToken);
    }
}
