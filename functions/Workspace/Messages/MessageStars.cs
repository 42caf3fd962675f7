using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// <c>chat.starMessage</c>, <c>chat.unStarMessage</c> and <c>chat.getStarredMessages</c>. A star is its index row alone: nobody else sees it, and
/// however many star a message, none waits for another.
/// </summary>
internal sealed class MessageStars(MessageStore store, MessageChoice choice, IndexedMessages indexed, RoomSelector selector, IOptions<MessagesOptions> options)
{
    /// <summary>Stars a message.</summary>
    public async Task<IResult> StarAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(parameters, caller, cancellationToken);
        var set = MessageStore.NewSet(chosen.Room.Id, added: 0);
        var row = MessageIndex.Row(set.PartitionKey, MessageIndex.Starred(caller.User.Id), chosen.Stored.RowKey);
        row["Id"] = chosen.Message.Id;
        await store.Writer.CommitAsync(set.Put(row), cancellationToken);
        return Results.Ok(new { success = true });
    }

    /// <summary>Takes the star away.</summary>
    public async Task<IResult> UnstarAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(parameters, caller, cancellationToken);
        var row = MessageIndex.Row(StorageKey.Encode(chosen.Room.Id), MessageIndex.Starred(caller.User.Id), chosen.Stored.RowKey);
        row.ETag = Azure.ETag.All;
        await store.DeleteRowAsync(row, cancellationToken);
        return Results.Ok(new { success = true });
    }

    /// <summary>The messages of a room that the caller starred, newest first.</summary>
    public async Task<IResult> ListAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        var rows = await indexed.RowsAsync(room.Id, MessageIndex.Starred(caller.User.Id), cancellationToken);
        return await indexed.AnswerAsync(room.Id, rows, parameters, "messages", message => message.T != "rm", cancellationToken, node => node["starred"] = new JsonArray(new JsonObject { ["_id"] = caller.User.Id }));
    }

    private async Task<ChosenMessage> ChooseAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        MessageChoice.RequireId(parameters);
        const string code = "error-action-not-allowed";
        if (!options.Value.AllowStarring) throw new ApiException(403, code, $"Message starring not allowed [{code}]", new { method = "starMessage", action = "Message_starring" });
        return await choice.FindAsync(parameters, caller, cancellationToken);
    }
}
