using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Creates <c>#general</c> at the very first start, with the admin as its owner and <c>rocket.cat</c>; everybody else is in it from the first use.</summary>
internal sealed class SeedGeneral(RoomStore rooms, MembershipStore memberships, UserStore users, IOptions<WorkspaceOptions> workspace, TimeProvider time) : ISeed
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await rooms.ExistsAsync(Room.General, cancellationToken)) return;
        var now = time.GetUtcNow();
        List<Membership> members = [];
        var admin = await users.FindByUsernameAsync(workspace.Value.AdminUsername, cancellationToken);
        if (admin is not null) members.Add(Membership.Of(admin, Room.General, now, "owner"));
        if (await users.FindAsync(User.RocketCat, cancellationToken) is { } cat) members.Add(Membership.Of(cat, Room.General, now));
        await memberships.CreateAsync(members, cancellationToken);
        try
        {
            var owner = admin is null ? null : RoomUser.Of(admin);
            var room = new Room { Id = Room.General, T = "c", Name = "general", Fname = "general", U = owner, Ts = now, Default = true, UpdatedAt = now };
            await rooms.CreateAsync(room, by: null, cancellationToken);
        }
        catch (ApiException exists) when (exists.Status == 409)
        {
            // Another instance that starts at the same time was faster.
        }
    }
}
