using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands;

/// <summary>Somebody runs a command.</summary>
/// <param name="User">Who.</param>
/// <param name="Room">Where.</param>
/// <param name="Text">What came behind the name.</param>
/// <param name="Tmid">The thread; null for the room itself.</param>
/// <param name="TriggerId">What the client calls this run; null if it does not say.</param>
internal sealed record CommandCall(User User, Room Room, string Text, string? Tmid = null, string? TriggerId = null)
{
    /// <summary>The item of a preview that was chosen; null for none.</summary>
    public PreviewItem? Item { get; init; }
}

/// <summary>The payload of a command's call: seed 000's fields, and what there is beyond.</summary>
internal sealed class CommandPayload(WorkspaceIdentity identity, IOptions<WorkspaceOptions> workspace)
{
    /// <summary>Builds it, but for the token and the response_url, which no history keeps.</summary>
    public async ValueTask<JsonObject> BuildAsync(Command command, CommandCall call, CancellationToken cancellationToken)
    {
        var payload = new JsonObject
        {
            ["team_id"] = await identity.GetIdAsync(cancellationToken),
            ["team_domain"] = workspace.Value.TeamDomain(),
            ["channel_id"] = call.Room.Id,
            ["channel_name"] = EventPayload.ChannelName(call.Room, call.User),
            ["user_id"] = call.User.Id,
            ["user_name"] = call.User.Username,
            ["command"] = "/" + command.Name,
            ["text"] = call.Text,
        };
        if (call.Tmid is not null) payload["tmid"] = call.Tmid;
        if (call.TriggerId is not null) payload["trigger_id"] = call.TriggerId;
        if (call.Item is { } item) payload["preview_item"] = Rest.RestJson.ToNode(item);
        return payload;
    }
}
