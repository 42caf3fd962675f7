using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Outgoing;

/// <summary>The payload of an event: seed 000's names and Rocket.Chat's (<c>rocket-chat-behaviour.md</c> 3.2), all that the event has.</summary>
internal sealed class EventPayload(WorkspaceIdentity identity, IOptions<WorkspaceOptions> workspace)
{
    /// <summary>Builds it, but for token and trigger word, which belong to an integration.</summary>
    public async ValueTask<JsonObject> BuildAsync(WorkspaceEvent happening, CancellationToken cancellationToken)
    {
        var isBot = happening.Message is { } said ? said.Bot is not null : happening.User.Type == "bot";
        var payload = new JsonObject
        {
            ["bot"] = isBot,
            ["robot"] = isBot,
            ["timestamp"] = RestJson.ToNode(Timestamp(happening)),
            ["user_id"] = happening.User.Id,
            ["user_name"] = happening.User.Username,
            ["team_id"] = await identity.GetIdAsync(cancellationToken),
            ["team_domain"] = workspace.Value.TeamDomain(),
        };
        if (workspace.Value.SiteUrl is { } site) payload["siteUrl"] = site;
        if (happening.Room is { } room) AddRoom(payload, room, happening.User);
        if (happening.Message is { } message) AddMessage(payload, message, happening);
        if (happening.Name is not (WorkspaceEvent.MessageSent or WorkspaceEvent.MessageEdited)) AddObjects(payload, happening);
        return payload;
    }

    private static DateTimeOffset Timestamp(WorkspaceEvent happening) =>
        happening.Name is WorkspaceEvent.MessageSent or WorkspaceEvent.MessageEdited or WorkspaceEvent.FileUploaded ? happening.Message!.Ts : happening.At;

    private static void AddRoom(JsonObject payload, Room room, User user)
    {
        payload["channel_id"] = room.Id;
        payload["channel_name"] = ChannelName(room, user);
    }

    /// <summary>What payloads call a room: a direct one by the others in it.</summary>
    public static string ChannelName(Room room, User user) => room.Name ?? string.Join(',', (room.Usernames ?? []).Where(name => name != user.Username || room.Usernames!.Count == 1));

    // A message is its author's, whoever edited or deleted it.
    private static void AddMessage(JsonObject payload, Message message, WorkspaceEvent happening)
    {
        payload["message_id"] = message.Id;
        payload["text"] = message.Msg;
        payload["is_edited"] = message.EditedAt is not null;
        if (message.EditedAt is not null) payload["isEdited"] = true;
        if (message.Alias is { } alias) payload["alias"] = alias;
        if (message.Tmid is { } thread) payload["tmid"] = thread;
        switch (happening.Name)
        {
            case WorkspaceEvent.MessageEdited:
                payload["edited_by"] = RestJson.ToNode(RoomUser.Of(happening.User));
                break;
            case WorkspaceEvent.MessageDeleted:
                payload["deleted_by"] = RestJson.ToNode(RoomUser.Of(happening.User));
                break;
            case WorkspaceEvent.ReactionAdded:
                payload["reaction"] = happening.Reaction;
                return;
        }

        (payload["user_id"], payload["user_name"]) = (message.U.Id, message.U.Username);
    }

    private static void AddObjects(JsonObject payload, WorkspaceEvent happening)
    {
        payload[happening.Name == WorkspaceEvent.RoomCreated ? "owner" : "user"] = ToNode(happening.User);
        if (happening.Room is { } room) payload["room"] = RestJson.ToNode(room);
        if (happening.Message is { } message) payload["message"] = RestJson.ToNode(message);
    }

    // Never what logs a user in.
    private static JsonNode ToNode(User user) => RestJson.ToNode(user with { Password = null })!;
}
