using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>channels.anonymousread</c>: the messages of a channel for who is not logged in, where the workspace allows that.</summary>
internal sealed class AnonymousReading(RoomStore rooms, MessageLists messages, IOptions<RoomsOptions> options)
{
    public async Task<IResult> ReadAsync(Parameters parameters, CancellationToken cancellationToken)
    {
        if (!options.Value.AllowAnonymousRead)
            throw new ApiException(403, "error-not-allowed", "Enable \"Allow Anonymous Read\" [error-not-allowed]", new { method = "channels.anonymousread" });
        const string missing = "error-roomid-param-not-provided";
        var room = parameters.FirstString("roomId") is { } id ? await rooms.FindAsync(id, cancellationToken)
            : parameters.FirstString("roomName") is { } name ? await rooms.FindByNameAsync(name, cancellationToken)
            : throw new ApiException(400, missing, $"The parameter \"roomId\" or \"roomName\" is required [{missing}]");
        return room is { IsChannel: true, JoinCode: null }
            ? await messages.MessagesAsync(room, parameters, cancellationToken)
            : throw ApiException.NotFound("error-room-not-found", "The required \"roomId\" or \"roomName\" param provided does not match any channel [error-room-not-found]");
    }
}
