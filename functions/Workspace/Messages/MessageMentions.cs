using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary><c>chat.getMentionedMessages</c> and <c>channels.getAllUserMentionsByChannel</c>: what mentions the caller by name.</summary>
internal sealed class MessageMentions(IndexedMessages indexed, RoomSelector selector)
{
    /// <summary>Answers them, newest first.</summary>
    public async Task<IResult> ListAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await ListAsync("messages", parameters, caller, cancellationToken);

    /// <summary>Answers them as <c>mentions</c>.</summary>
    public async Task<IResult> ListByChannelAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await ListAsync("mentions", parameters, caller, cancellationToken);

    private async Task<IResult> ListAsync(string key, Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        var rows = await indexed.RowsAsync(room.Id, MessageIndex.Mentions(caller.User.Id), cancellationToken);
        return await indexed.AnswerAsync(room.Id, rows, parameters, key, message => message.Mentions?.Any(mention => mention.Id == caller.User.Id) == true, cancellationToken);
    }
}
