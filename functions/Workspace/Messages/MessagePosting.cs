using Azure;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>Posts messages: whoever posts (a caller of the API, a hook, the bot), the same rules hold. A plain text by a member costs no read while the caches are warm.</summary>
internal sealed class MessagePosting(
    MessageStore store, MessageRules rules, Mentions mentions, ThreadReplies threads, ClientMessageIds clientIds, TimeProvider time)
{
    /// <summary>Posts a message.</summary>
    /// <param name="author">Who posts.</param>
    /// <param name="room">Where.</param>
    /// <param name="draft">What.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <param name="onBehalfOf">Whose right to post there counts, where that is not the author's: a bot that answers somebody is in no room of its own.</param>
    /// <returns>When it is committed: the message as it lies there.</returns>
    /// <exception cref="ApiException">
    /// 403: not in the room, or the room is read-only; 422: it is archived, or the message is too large or no reply to anything; 409: the chosen id is taken.
    /// </exception>
    public async Task<Message> PostAsync(User author, Room room, MessageDraft draft, CancellationToken cancellationToken, User? onBehalfOf = null)
    {
        await rules.CheckAsync(onBehalfOf ?? author, room, draft, cancellationToken);
        var id = draft.Id ?? (draft.ClientId is { } chosen ? await clientIds.ClaimAsync(chosen, room.Id, author.Id, cancellationToken) : MessageId.New(room.Id, time));
        var message = await ComposeAsync(author, room, draft, id, cancellationToken);
        var mayExist = draft.Id is not null || draft.ClientId is not null;
        try
        {
            return message.Tmid is null
                ? await CommitAsync(author, room, message, id, mayExist, cancellationToken)
                : await threads.CommitAsync(author, room, message, id, mayExist, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status == 409 && mayExist)
        {
            return await RepeatedAsync(message, room, id, cancellationToken);
        }
    }

    /// <summary>What a new message means to listeners.</summary>
    public static IReadOnlyList<WorkspaceEvent> Happenings(User author, Room room, Message message)
    {
        var sent = new WorkspaceEvent(WorkspaceEvent.MessageSent, author, message.Ts, room, message);
        return message.File is null ? [sent] : [sent, sent with { Name = WorkspaceEvent.FileUploaded }];
    }

    private async Task<Message> CommitAsync(User author, Room room, Message message, string madeId, bool mayExist, CancellationToken cancellationToken)
    {
        var row = await store.ToRowAsync(message, MessageId.RowKey(madeId), cancellationToken);
        var set = MessageStore.NewSet(message.Rid, added: 1);
        set = (mayExist ? set.Claim(row) : set.Put(row)).Index(message, row.RowKey);
        await store.CommitAsync(set, Happenings(author, room, message), cancellationToken);
        return message;
    }

    // A repeat of an answered post: the message stays as it is, and is counted once.
    private async Task<Message> RepeatedAsync(Message message, Room room, string madeId, CancellationToken cancellationToken)
    {
        var standing = await store.ReadAsync(room.Id, MessageId.RowKey(madeId), cancellationToken);
        if (standing is null || standing.Message.U.Id != message.U.Id) throw ClientMessageIds.Taken(message.Id);
        return standing.Message.EditedAt is not null || standing.Message.Msg == message.Msg ? standing.Message : throw ClientMessageIds.Taken(message.Id);
    }

    private async ValueTask<Message> ComposeAsync(User author, Room room, MessageDraft draft, string madeId, CancellationToken cancellationToken)
    {
        var ts = MessageId.TimeOf(madeId);
        var (users, channels) = await mentions.FindAsync(author, draft.Text, cancellationToken);
        return new Message
        {
            Id = draft.ClientId ?? madeId,
            Rid = room.Id,
            Msg = draft.Text,
            Ts = ts,
            U = RoomUser.Of(author),
            Alias = NullIfEmpty(draft.Alias),
            Avatar = NullIfEmpty(draft.Avatar),
            Emoji = NullIfEmpty(draft.Emoji),
            Groupable = draft.Groupable,
            ParseUrls = draft.ParseUrls,
            Bot = draft.BotIntegrationId is { } integration ? new MessageBot(integration) : null,
            Attachments = draft.Attachments,
            Tmid = NullIfEmpty(draft.Tmid),
            Tshow = draft.Tshow == true ? true : null,
            Mentions = users,
            Channels = channels,
            Urls = draft.ParseUrls == false ? null : Links.Find(draft.Text),
            CustomFields = draft.CustomFields,
            File = draft.File,
            Files = draft.File is { } file ? [file] : null,
            UpdatedAt = ts,
        };
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
