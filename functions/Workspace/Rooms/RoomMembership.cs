using System.Security.Cryptography;
using System.Text;
using Gantry.Functions.Identity;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>The calls by which users come into and out of rooms: <c>join</c>, <c>leave</c>, <c>invite</c>, <c>kick</c>, <c>addAll</c>.</summary>
internal sealed class RoomMembership(
    RoomSelector selector, MembershipStore memberships, Joining joining, UserStore users, UserChoice choice, RoomView view, IOptions<RoomsOptions> options)
{
    private static readonly ParallelOptions FewAtATime = new() { MaxDegreeOfParallelism = 16 };

    public async Task<IResult> JoinAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var (room, membership) = await selector.FindOpenAsync(request, cancellationToken);
        if (membership is null) RequireJoinCode(request, room);
        await joining.JoinAsync(request.Caller.User, room, cancellationToken);
        return request.Kind.Answer(await view.FullAsync(room, cancellationToken));
    }

    public async Task<IResult> LeaveAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var (room, membership) = await selector.FindOpenAsync(request, cancellationToken);
        request.Caller.Require(request.Kind.LeavePermission);
        if (membership is null) throw NotInRoom();
        await RequireAnotherOwnerAsync(membership, cancellationToken);
        await joining.LeaveAsync(request.Caller.User, room, cancellationToken);
        return request.Kind.Answer(await view.FullAsync(room, cancellationToken));
    }

    public async Task<IResult> InviteAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var selected = await selector.FindOpenAsync(request, cancellationToken);
        var caller = request.Caller;
        var mayAdd = (selected.Membership is not null && caller.Has("add-user-to-joined-room", selected.Roles)) || caller.Has(request.Kind.AddToAnyPermission);
        if (!mayAdd) throw NotAllowed("addUsersToRoom");
        var invited = await choice.FindAsync(request.Parameters, cancellationToken);
        await AddAsync(invited, selected.Room, caller.User, cancellationToken);
        return request.Kind.Answer(await view.FullAsync(selected.Room, cancellationToken));
    }

    public async Task<IResult> KickAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var selected = await selector.FindOpenAsync(request, cancellationToken);
        if (!request.Caller.Has("remove-user", selected.Roles)) throw NotAllowed("removeUserFromRoom");
        foreach (var user in await choice.FindAsync(request.Parameters, cancellationToken))
        {
            var membership = await memberships.FindAsync(selected.Room.Id, user.Id, cancellationToken) ?? throw NotInRoom();
            await RequireAnotherOwnerAsync(membership, cancellationToken);
            await joining.KickAsync(user, selected.Room, request.Caller.User, cancellationToken);
        }

        return request.Kind.Answer(await view.FullAsync(selected.Room, cancellationToken));
    }

    public async Task<IResult> AddAllAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        request.Caller.Require("add-all-to-room");
        var (room, _) = await selector.FindOpenAsync(request, cancellationToken);
        var activeOnly = request.Parameters.Bool("activeUsersOnly") ?? false;
        var all = (await users.ListAsync(cancellationToken)).Where(user => user.Active || !activeOnly).ToList();
        await AddAsync(all, room, request.Caller.User, cancellationToken);
        return request.Kind.Answer(await view.FullAsync(room, cancellationToken));
    }

    private Task AddAsync(IReadOnlyList<User> added, Room room, User by, CancellationToken cancellationToken)
    {
        if (added.Count > options.Value.MaxAddedMembers) throw ApiException.Invalid("error-user-limit-exceeded", "User Limit Exceeded");
        return Parallel.ForEachAsync(added, FewAtATime, async (user, _) => await joining.AddAsync(user, room, by, cancellationToken));
    }

    private async Task RequireAnotherOwnerAsync(Membership membership, CancellationToken cancellationToken)
    {
        if (!membership.Roles.Contains("owner")) return;
        var others = await memberships.ListAsync(membership.RoomId, cancellationToken);
        if (!others.Any(other => other.UserId != membership.UserId && other.Roles.Contains("owner")))
            throw ApiException.Invalid("error-you-are-last-owner", "You are the last owner. Please set new owner before leaving the room.");
    }

    private static void RequireJoinCode(RoomRequest request, Room room)
    {
        if (room.JoinCode is null || request.Caller.Has("join-without-join-code")) return;
        var code = request.Parameters.FirstString("joinCode") ?? throw new ApiException(400, "error-code-required", "Code required [error-code-required]");
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(room.JoinCode)))
            throw new ApiException(403, "error-code-invalid", "Invalid Room Password [error-code-invalid]");
    }

    private static ApiException NotInRoom() => ApiException.Invalid("error-user-not-in-room", "User is not in this room");

    private static ApiException NotAllowed(string method) => new(403, "error-not-allowed", "Not allowed [error-not-allowed]", new { method });
}
