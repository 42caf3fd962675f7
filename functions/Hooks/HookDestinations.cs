using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hooks;

/// <summary>A room that a call posts to, or why it cannot.</summary>
/// <param name="Channel">The room as the call or the integration names it.</param>
/// <param name="Room">The room; null if it cannot be posted to.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record HookDestination(string Channel, Room? Room, ApiException? Refusal);

/// <summary>Finds the rooms of a call: those that the body names, where that is allowed, else the integration's.</summary>
internal sealed class HookDestinations(Destinations destinations, RoomStore rooms, UserRooms userRooms, IOptions<HookOptions> options)
{
    /// <summary>Resolves them all, each room once. Who may choose is not bound to the integration's rooms: its own script may, its caller only with the switch.</summary>
    /// <exception cref="ApiException">403: the body names a room that it may not; 422: too many rooms.</exception>
    public async Task<IReadOnlyList<HookDestination>> ResolveAsync(Integration integration, User actor, JsonElement payload, bool mayChoose, CancellationToken cancellationToken)
    {
        var fields = Parameters.Of(payload);
        var named = fields.List("channel") is { Count: > 0 } channels ? channels : fields.List("roomId");
        if (named is { Count: > 0 } && !mayChoose && integration.OverrideDestinationChannelEnabled != true) await CheckOverrideAsync(integration, named, cancellationToken);

        var found = new List<HookDestination>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in await ExpandAsync(named is { Count: > 0 } ? named : integration.Channel, actor, cancellationToken))
        {
            var destination = await ResolveAsync(actor, channel, cancellationToken);
            if (destination.Room is { } room && !seen.Add(room.Id)) continue;
            found.Add(destination);
            if (found.Count > options.Value.MaxDestinations) throw ApiException.Invalid("error-too-many-destinations", $"More than {options.Value.MaxDestinations} rooms");
        }

        return found;
    }

    // A caller may always choose among the rooms that the integration has (seed 000's own example names its room); others need the switch.
    private async Task CheckOverrideAsync(Integration integration, IReadOnlyList<string> named, CancellationToken cancellationToken)
    {
        foreach (var channel in named)
        {
            if (integration.Channel.Any(own => IsSame(own, channel))) continue;
            if (await rooms.FindAsync(channel.TrimStart('#'), cancellationToken) is { Name: { } name } && integration.Channel.Any(own => IsSame(own, name))) continue;
            throw new ApiException(403, "error-destination-override-disabled", "overriding destination channel is disabled for this integration", new { channel });
        }
    }

    private static bool IsSame(string own, string named) =>
        string.Equals(own, named, StringComparison.OrdinalIgnoreCase) || (own[0] == '#' && named[0] != '@' && string.Equals(own[1..], named.TrimStart('#'), StringComparison.OrdinalIgnoreCase));

    private async Task<List<string>> ExpandAsync(IReadOnlyList<string> channels, User actor, CancellationToken cancellationToken)
    {
        var expanded = new List<string>();
        foreach (var channel in channels)
        {
            if (!IntegrationRules.IsRoomGroup(channel))
            {
                expanded.Add(channel);
                continue;
            }

            var type = channel.ToLowerInvariant() switch { "all_public_channels" => "c", "all_private_groups" => "p", _ => "d" };
            expanded.AddRange((await userRooms.ListAsync(actor.Id, cancellationToken)).Where(entry => entry.Room.T == type && entry.Room.Archived != true).Select(entry => "#" + entry.Room.Id));
        }

        return expanded;
    }

    private async Task<HookDestination> ResolveAsync(User actor, string channel, CancellationToken cancellationToken)
    {
        try
        {
            return new HookDestination(channel, await destinations.ResolveAsync(actor, channel, cancellationToken), null);
        }
        catch (ApiException refusal)
        {
            return new HookDestination(channel, null, refusal);
        }
    }
}
