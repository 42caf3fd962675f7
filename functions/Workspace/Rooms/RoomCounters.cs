using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>counters</c> of channels, groups and direct rooms: the caller's, or, for who administers rooms, those of <c>userId</c>.</summary>
internal sealed class RoomCounters(RoomSelector selector, RoomStore rooms, MembershipStore memberships, MessageStore messages, UnreadMessages unread)
{
    /// <summary>Those of a channel or group; who administers rooms need not be in it.</summary>
    public async Task<IResult> GetAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var named = request.Parameters.FirstString("roomId");
        if (named is not null && request.Caller.Has("view-room-administration") && await rooms.FindAsync(named, cancellationToken) is { } any && any.T == request.Kind.Type)
            return await AnswerAsync(any, request.Parameters, request.Caller, cancellationToken);
        return await AnswerAsync((await selector.FindAsync(request, cancellationToken)).Room, request.Parameters, request.Caller, cancellationToken);
    }

    /// <summary>Those of a room.</summary>
    public async Task<IResult> AnswerAsync(Room room, Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var userId = parameters.FirstString("userId") ?? caller.User.Id;
        if (userId != caller.User.Id) caller.Require("view-room-administration");
        var membership = userId.Length > UserChoice.MaxLength ? null : await memberships.FindAsync(room.Id, userId, cancellationToken);
        var count = membership is null ? null : await unread.CountAsync(membership, cancellationToken);
        var newest = await messages.ListAsync(room.Id, MessageRange.All, pageSize: 1, cancellationToken).FirstOrDefaultAsync(cancellationToken);
        return Results.Ok(new
        {
            joined = membership is not null,
            members = await memberships.CountAsync(room.Id, cancellationToken),
            unreads = count?.Messages,
            unreadsFrom = membership is null ? (DateTimeOffset?)null : UnreadMessages.Since(membership),
            msgs = await messages.CountAsync(room.Id, cancellationToken),
            latest = newest?.Ts ?? room.Ts,
            userMentions = count?.Mentions ?? 0,
            success = true,
        });
    }
}
