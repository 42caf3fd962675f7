using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Integrations;

/// <summary>Writes the new name of a room into the integrations that name it (<c>rocket-chat-behaviour.md</c> 1.13).</summary>
internal sealed class RenamedRooms(IntegrationStore integrations, RoomStore rooms, TimeProvider time) : IRemovalListener
{
    public string Kind => RoomNames.SubjectKind;

    public async Task OnRemovedAsync(string id, CancellationToken cancellationToken)
    {
        var (roomId, old) = RoomNames.Parse(id);
        if (await rooms.FindAsync(roomId, cancellationToken) is not { Name: { } name } || name == old) return;

        // Another room that has the name by now is meant by those that name it.
        if (await rooms.FindByNameAsync(old, cancellationToken) is { } other && other.Id != roomId) return;
        await integrations.UpdateEachAsync(
            integration => Names(integration).Contains("#" + old, StringComparer.Ordinal)
                ? integration with
                {
                    Channel = [.. integration.Channel.Select(channel => Renamed(channel)!)],
                    TargetRoom = Renamed(integration.TargetRoom),
                    TargetChannel = Renamed(integration.TargetChannel),
                    UpdatedAt = time.GetUtcNow(),
                }
                : null,
            cancellationToken);

        string? Renamed(string? channel) => channel == "#" + old ? "#" + name : channel;
    }

    private static IEnumerable<string?> Names(Integration integration) => [.. integration.Channel, integration.TargetRoom, integration.TargetChannel];
}
