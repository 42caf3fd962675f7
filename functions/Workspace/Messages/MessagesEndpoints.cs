using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>The slice's routes: <c>chat.*</c>.</summary>
internal static class MessagesEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapMessages(this RouteGroupBuilder api)
    {
        api.MapPost("chat.postMessage", (Sending sending, Parameters parameters, Caller caller, CancellationToken token) => sending.PostAsync(parameters, caller, token));
        api.MapPost("chat.sendMessage", (Sending sending, Parameters parameters, Caller caller, CancellationToken token) => sending.SendAsync(parameters, caller, token));
        api.MapPost("chat.update", (MessageEditing editing, Parameters parameters, Caller caller, CancellationToken token) => editing.UpdateAsync(parameters, caller, token));
        api.MapPost("chat.delete", (MessageRemoval removal, Parameters parameters, Caller caller, CancellationToken token) => removal.DeleteAsync(parameters, caller, token));
        api.MapGet("chat.getMessage", GetAsync);
        MapMarks(api);
        MapThreads(api);
        api.MapGet("chat.search", (MessageSearch search, Parameters parameters, Caller caller, CancellationToken token) => search.SearchAsync(parameters, caller, token));
        api.MapGet("chat.syncMessages", (MessageSync sync, Parameters parameters, Caller caller, CancellationToken token) => sync.MessagesAsync(parameters, caller, token));
        api.MapGet("chat.getDeletedMessages", (MessageSync sync, Parameters parameters, Caller caller, CancellationToken token) => sync.DeletedAsync(parameters, caller, token));
        api.MapGet("chat.getEphemeralMessages", (EphemeralMessages ephemeral, Parameters parameters, Caller caller, CancellationToken token) => ephemeral.ListAsync(parameters, caller, token));
    }

    private static void MapMarks(RouteGroupBuilder api)
    {
        api.MapPost("chat.react", (MessageReactions reactions, Parameters parameters, Caller caller, CancellationToken token) => reactions.ReactAsync(parameters, caller, token));
        api.MapPost("chat.removeReaction", (MessageReactions reactions, Parameters parameters, Caller caller, CancellationToken token) => reactions.RemoveAsync(parameters, caller, token));
        api.MapPost("chat.pinMessage", (MessagePins pins, Parameters parameters, Caller caller, CancellationToken token) => pins.PinAsync(parameters, caller, token));
        api.MapPost("chat.unPinMessage", (MessagePins pins, Parameters parameters, Caller caller, CancellationToken token) => pins.UnpinAsync(parameters, caller, token));
        api.MapGet("chat.getPinnedMessages", (MessagePins pins, Parameters parameters, Caller caller, CancellationToken token) => pins.ListAsync(parameters, caller, token));
        api.MapPost("chat.starMessage", (MessageStars stars, Parameters parameters, Caller caller, CancellationToken token) => stars.StarAsync(parameters, caller, token));
        api.MapPost("chat.unStarMessage", (MessageStars stars, Parameters parameters, Caller caller, CancellationToken token) => stars.UnstarAsync(parameters, caller, token));
        api.MapGet("chat.getStarredMessages", (MessageStars stars, Parameters parameters, Caller caller, CancellationToken token) => stars.ListAsync(parameters, caller, token));
        api.MapGet("chat.getMentionedMessages", (MessageMentions mentions, Parameters parameters, Caller caller, CancellationToken token) => mentions.ListAsync(parameters, caller, token));
        api.MapGet("channels.getAllUserMentionsByChannel", (MessageMentions mentions, Parameters parameters, Caller caller, CancellationToken token) => mentions.ListByChannelAsync(parameters, caller, token));
        api.MapPost("chat.reportMessage", (MessageReports reports, Parameters parameters, Caller caller, CancellationToken token) => reports.ReportAsync(parameters, caller, token));
    }

    private static void MapThreads(RouteGroupBuilder api)
    {
        api.MapGet("chat.getThreadsList", (MessageThreads threads, Parameters parameters, Caller caller, CancellationToken token) => threads.ListAsync(parameters, caller, token));
        api.MapGet("chat.getThreadMessages", (MessageThreads threads, Parameters parameters, Caller caller, CancellationToken token) => threads.MessagesAsync(parameters, caller, token));
        api.MapGet("chat.syncThreadsList", (MessageSync sync, Parameters parameters, Caller caller, CancellationToken token) => sync.ThreadsAsync(parameters, caller, token));
        api.MapGet("chat.syncThreadMessages", (MessageSync sync, Parameters parameters, Caller caller, CancellationToken token) => sync.ThreadMessagesAsync(parameters, caller, token));
        api.MapPost("chat.followMessage", (MessageThreads threads, Parameters parameters, Caller caller, CancellationToken token) => threads.FollowAsync(parameters, caller, token));
        api.MapPost("chat.unfollowMessage", (MessageThreads threads, Parameters parameters, Caller caller, CancellationToken token) => threads.UnfollowAsync(parameters, caller, token));
    }

    private static async Task<IResult> GetAsync(Parameters parameters, Caller caller, MessageChoice choice, MessageView view, CancellationToken cancellationToken)
    {
        MessageChoice.RequireId(parameters, "msgId");
        return Results.Ok(new { message = view.ToNode((await choice.FindAsync(parameters, caller, cancellationToken)).Message), success = true });
    }
}
