using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Integrations;

/// <summary>Checks what an integration refers to: the user that it posts as, and its rooms (<c>rocket-chat-behaviour.md</c> 1.4, 1.5).</summary>
internal sealed class IntegrationReferences(UserStore users, RoomStore rooms, MembershipStore memberships)
{
    /// <summary>The integration with the id of its post-as user; only what changed against the previous one is looked up.</summary>
    /// <exception cref="ApiException">422: there is no such user or room, or the caller may not name it.</exception>
    public async Task<Integration> ResolveAsync(Caller caller, Integration integration, Integration? previous, CancellationToken cancellationToken)
    {
        if (integration.Username != previous?.Username)
        {
            var user = await users.FindByUsernameAsync(integration.Username, cancellationToken) ?? throw ApiException.Invalid("error-invalid-user", "Invalid user", new { integration.Username });
            integration = integration with { Username = user.Username, UserId = user.Id };
        }

        var managesAll = IntegrationAccess.ManagesAll(caller, integration.Type);
        foreach (var channel in integration.Channel.Except(previous?.Channel ?? [], StringComparer.Ordinal)) await CheckAsync(caller, channel, managesAll, cancellationToken);
        if (integration.TargetRoom is { } target && target != previous?.TargetRoom) await CheckAsync(caller, target, managesAll, cancellationToken);
        return integration;
    }

    // Whoever manages only its own may reach private rooms only where it is a member; the others decide for the workspace.
    private async Task CheckAsync(Caller caller, string channel, bool managesAll, CancellationToken cancellationToken)
    {
        if (IntegrationRules.IsRoomGroup(channel))
        {
            if (!managesAll && !string.Equals(channel, "all_public_channels", StringComparison.OrdinalIgnoreCase)) throw ApiException.Invalid("error-invalid-channel", "Invalid Channel", new { channel });
            return;
        }

        var name = channel.TrimStart('#', '@');
        if (channel[0] == '@')
        {
            if (await users.FindByIdOrUsernameAsync(name, cancellationToken) is null) throw InvalidRoom(channel);
            return;
        }

        var room = await rooms.FindByNameAsync(name, cancellationToken) ?? await rooms.FindAsync(name, cancellationToken) ?? throw InvalidRoom(channel);
        if (room.T != "c" && !managesAll && await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken) is null) throw InvalidRoom(channel);
    }

    private static ApiException InvalidRoom(string channel) => ApiException.Invalid("error-invalid-room", "Invalid room", new { channel });
}
