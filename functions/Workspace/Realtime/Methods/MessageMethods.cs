using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Realtime.Methods;

/// <summary>The methods about messages.</summary>
internal sealed class MessageMethods(
    Sending sending, MessageEditing editing, MessageRemoval removal, MessageReader reader, MessageLists lists, RoomStore rooms, RoomAccess access)
{
    /// <summary><c>sendMessage</c>: the message with <c>rid</c>, <c>msg</c> and an id of the client's choice. The time is the server's.</summary>
    public async Task<JsonNode?> SendAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var answer = await sending.SendAsync(DdpCall.Rest(new { message = call.Record(0).Body }), call.Caller, cancellationToken);
        return answer.ToNode()!["message"];
    }

    /// <summary><c>slashCommand</c>: the command <c>cmd</c> with <c>params</c> in the room of <c>msg</c>. What it says comes as a message.</summary>
    public async Task<JsonNode?> RunCommandAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var run = call.Record(0);
        var at = Parameters.Of(run.Object("msg") ?? throw ApiException.MissingKey("msg"));
        var message = new { rid = at.RequiredString("rid"), tmid = at.FirstString("tmid"), msg = $"/{run.RequiredString("cmd")} {run.String("params")}" };
        await sending.SendAsync(DdpCall.Rest(new { message }), call.Caller, cancellationToken);
        return null;
    }

    /// <summary><c>updateMessage</c>: the message with a new <c>msg</c>.</summary>
    public async Task<JsonNode?> UpdateAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var message = call.Record(0);
        var msgId = message.RequiredString("_id");
        var roomId = message.FirstString("rid") ?? await RoomOfAsync(msgId, cancellationToken);
        var answer = await editing.UpdateAsync(DdpCall.Rest(new { roomId, msgId, text = message.String("msg") }), call.Caller, cancellationToken);
        return answer.ToNode()!["message"];
    }

    /// <summary><c>deleteMessage</c>: the message by its <c>_id</c>.</summary>
    public async Task<JsonNode?> DeleteAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var message = call.Record(0);
        var msgId = message.RequiredString("_id");
        var roomId = message.FirstString("rid") ?? await RoomOfAsync(msgId, cancellationToken);
        await removal.DeleteAsync(DdpCall.Rest(new { roomId, msgId }), call.Caller, cancellationToken);
        return null;
    }

    /// <summary><c>loadHistory</c>: the room, the latest time, how many, and whether replies too; newest first.</summary>
    public async Task<JsonNode?> LoadHistoryAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var room = await rooms.FindAsync(call.Text(0), cancellationToken);
        if (room is null || !await access.CanReadAsync(call.Caller.User, room, cancellationToken)) throw RoomRefusals.NotAllowed();
        var showThreadMessages = call[4].ValueKind != System.Text.Json.JsonValueKind.False;
        var parameters = DdpCall.Rest(new { latest = call.Date(1), count = call.Number(2), showThreadMessages });
        var history = (await lists.HistoryAsync(room, parameters, showThreadMessages, cancellationToken)).ToNode()!;
        return new JsonObject { ["messages"] = history["messages"]!.DeepClone(), ["unreadNotLoaded"] = 0 };
    }

    private async Task<string> RoomOfAsync(string messageId, CancellationToken cancellationToken) =>
        (await reader.FindAsync(messageId, cancellationToken))?.Message.Rid
        ?? throw ApiException.NotFound("error-message-not-found", $"No message found with the id of \"{messageId}\".");
}
