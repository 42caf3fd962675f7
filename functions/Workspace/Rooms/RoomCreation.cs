using Gantry.Functions.Identity;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>channels.create</c> and <c>groups.create</c>.</summary>
internal sealed class RoomCreation(RoomStore rooms, MembershipStore memberships, UserStore users, RoomView view, IOptions<RoomsOptions> options, TimeProvider time)
{
    /// <summary>Makes a room. Members who do not exist are left out, as in Rocket.Chat.</summary>
    public async Task<IResult> CreateAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var (kind, parameters, caller) = (request.Kind, request.Parameters, request.Caller);
        caller.Require(kind.CreatePermission);
        var name = RoomName.Require(parameters.RequiredString("name"));
        var extra = parameters.Object("extraData") is { } data ? Rest.Parameters.Of(data) : parameters;
        var now = time.GetUtcNow();
        var room = new Room
        {
            Id = RandomId.New(),
            T = kind.Type,
            Name = name,
            Fname = name,
            U = RoomUser.Of(caller.User),
            Ts = now,
            Ro = parameters.Bool("readOnly") ?? false,
            Topic = RoomText.Require("topic", parameters.String("topic") ?? extra.String("topic")),
            Description = RoomText.Require("description", parameters.String("description")),
            Announcement = RoomText.Require("announcement", parameters.String("announcement")),
            CustomFields = RoomText.RequireFields(parameters.Object("customFields")),
            UpdatedAt = now,
        };
        var members = await MembersAsync(room, parameters.List("members") ?? [], caller.User, parameters.Bool("excludeSelf") ?? false, cancellationToken);

        // Nothing is left behind for a name that is taken, unless two take it at the same moment.
        if (await rooms.FindByNameAsync(name, cancellationToken) is null) await memberships.CreateAsync(members, cancellationToken);
        await rooms.CreateAsync(room, caller.User, cancellationToken);
        return kind.Answer(await view.FullAsync(room, cancellationToken));
    }

    private async Task<IReadOnlyList<Membership>> MembersAsync(Room room, IReadOnlyList<string> names, User creator, bool excludeSelf, CancellationToken cancellationToken)
    {
        if (names.Count > options.Value.MaxAddedMembers) throw ApiException.Invalid("error-user-limit-exceeded", "User Limit Exceeded");
        List<User> added = [];
        foreach (var name in names.Where(name => name.Length <= UserChoice.MaxLength))
            if (await users.FindByUsernameAsync(name, cancellationToken) is { } user && user.Id != creator.Id) added.Add(user);
        var members = added.DistinctBy(user => user.Id).Select(user => Membership.Of(user, room.Id, room.Ts));
        return [.. excludeSelf ? members : members.Prepend(Membership.Of(creator, room.Id, room.Ts, "owner"))];
    }
}
