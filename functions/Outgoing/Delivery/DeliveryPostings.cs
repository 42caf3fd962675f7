using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>
/// Posts what answers and scripts say, each once: the rooms and the ids of the messages are written down before the first is posted, so whoever goes on
/// after a crash posts the same (<c>rocket-chat-behaviour.md</c> 3.6).
/// </summary>
internal sealed class DeliveryPostings(DeliveryStore deliveries, MessagePosting posting, Destinations destinations, RoomStore rooms, UserStore users, TimeProvider time)
{
    /// <summary>Writes down and posts the message that a script wants before the call.</summary>
    /// <returns>The delivery after it; null if somebody else has taken it over.</returns>
    public async Task<StoredDelivery?> PostPreparedAsync(StoredDelivery claimed, Integration integration, AnswerMessage message, CancellationToken cancellationToken)
    {
        if (claimed.State.Posting is null)
        {
            var (written, error) = await WriteAsync(claimed, integration, claimed.State, then: null, message, cancellationToken);
            if (error is not null) return claimed with { State = claimed.State with { PrepareSentMessage = true, Step = "after-prepare-send-message-failed", Error = error } };
            if (written is null) return null;
            claimed = written;
        }

        var (ids, refused) = await PostAsync(claimed, cancellationToken);
        var posted = claimed.State with { PrepareSentMessage = true, Posting = null, Step = "after-prepare-send-message", Error = refused, MessageIds = [.. claimed.State.MessageIds ?? [], .. ids] };
        return await deliveries.TryMoveAsync(claimed, posted, cancellationToken);
    }

    /// <summary>Writes down what is going to be posted.</summary>
    /// <param name="claimed">The delivery.</param>
    /// <param name="integration">Whose.</param>
    /// <param name="state">Its state so far.</param>
    /// <param name="then">The state after it; null where the call is still to be made.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The delivery (null if somebody else has taken it over), or why nothing can be posted.</returns>
    public async Task<(StoredDelivery? Delivery, string? Error)> WriteAsync(
        StoredDelivery claimed, Integration integration, DeliveryState state, string? then, AnswerMessage message, CancellationToken cancellationToken)
    {
        if (message.Draft is not { } draft) return (null, message.Error ?? "There is no text and no attachment to post.");
        var data = Parameters.Of(claimed.Entry.Data);
        if (await FindAuthorAsync(integration, data, cancellationToken) is not { } author) return (null, $"The user {integration.Username} is not there any more.");
        List<Room> targets;
        try
        {
            targets = await FindRoomsAsync(integration, message, data, author, cancellationToken);
        }
        catch (ApiException refused) when (refused.Status < 500)
        {
            return (null, refused.Message);
        }

        if (targets.Count == 0) return (null, "There is no room to post to.");
        if (targets.Count == 1 && targets[0].Id == data.String("channel_id")) draft = draft with { Tmid = draft.Tmid ?? data.String("tmid") };
        var document = JsonSerializer.SerializeToElement(new Document(author.Id, draft), RestJson.Options);
        var next = state with { Posting = new DeliveryPosting([.. targets.Select(room => new DeliveryMessage(room.Id, MessageId.New(room.Id, time)))], then) };
        return (await deliveries.TryMoveAsync(claimed, next, cancellationToken, document), null);
    }

    /// <summary>Posts what is written down; what is there already stays.</summary>
    /// <returns>The ids of the messages, and why one could not be posted.</returns>
    public async Task<(IReadOnlyList<string> Ids, string? Error)> PostAsync(StoredDelivery written, CancellationToken cancellationToken)
    {
        var (ids, error) = (new List<string>(), (string?)null);
        var document = (await deliveries.ReadPostingAsync(written.Entry, cancellationToken)).Deserialize<Document>(RestJson.Options)!;
        var author = await users.FindAsync(document.UserId, cancellationToken);
        foreach (var message in written.State.Posting!.Messages)
        {
            var room = await rooms.FindAsync(message.RoomId, cancellationToken);
            try
            {
                if (author is null || room is null) error = "The room or the user is not there any more.";
                else ids.Add((await posting.PostAsync(author, room, document.Draft with { Id = message.Id }, cancellationToken)).Id);
            }
            catch (ApiException refused) when (refused.Status < 500)
            {
                error = refused.Message;
            }
        }

        return (ids, error);
    }

    private async Task<User?> FindAuthorAsync(Integration integration, Parameters data, CancellationToken cancellationToken)
    {
        var impersonated = integration.ImpersonateUser == true && data.String("user_name") is { } name ? await users.FindByUsernameAsync(name, cancellationToken) : null;
        return impersonated ?? await users.FindAsync(integration.UserId, cancellationToken);
    }

    // What the message names, else where the integration posts to, else where it happened.
    private async Task<List<Room>> FindRoomsAsync(Integration integration, AnswerMessage message, Parameters data, User author, CancellationToken cancellationToken)
    {
        var named = message.Channels.Count > 0 ? message.Channels
            : (integration.TargetRoom ?? integration.TargetChannel) is { } target ? [target]
            : [];
        List<Room> found = [];
        foreach (var name in named) found.Add(await destinations.ResolveAsync(author, name, cancellationToken));
        if (named.Count == 0 && data.String("channel_id") is { } id && await rooms.FindAsync(id, cancellationToken) is { } room) found.Add(room);
        return [.. found.DistinctBy(each => each.Id)];
    }

    private sealed record Document(string UserId, MessageDraft Draft);
}
