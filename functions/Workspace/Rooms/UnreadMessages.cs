using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>What a member has not read of a room.</summary>
/// <param name="Messages">How many messages.</param>
/// <param name="Mentions">How many of them mention the member.</param>
/// <param name="GroupMentions">How many of them mention all, or all who are here.</param>
/// <param name="Newest">The time of the newest message since, whoever wrote it; null for none.</param>
internal sealed record Unread(int Messages, int Mentions, int GroupMentions, DateTimeOffset? Newest);

/// <summary>
/// Counts unread messages when somebody asks, in one range read of at most <see cref="RoomsOptions.MaxUnread"/> messages, so that posting does not write
/// to every member's row. One's own messages, the server's, and replies inside threads do not count.
/// </summary>
internal sealed class UnreadMessages(MessageStore messages, IOptions<RoomsOptions> options)
{
    /// <summary>Counts since the member has last read the room, or joined it.</summary>
    public async Task<Unread> CountAsync(Membership membership, CancellationToken cancellationToken)
    {
        var range = MessageRange.Between(null, Since(membership), inclusive: false);
        var most = options.Value.MaxUnread;
        var newer = await messages.ListAsync(membership.RoomId, range, most, cancellationToken).Take(most).ToListAsync(cancellationToken);
        var unread = newer.Where(message => message.T is null && message.U.Id != membership.UserId && (message.Tmid is null || message.Tshow == true)).ToList();
        return new Unread(
            unread.Count,
            unread.Count(message => message.Mentions?.Any(mention => mention.Id == membership.UserId) == true),
            unread.Count(message => message.Mentions?.Any(mention => mention.Type is null) == true),
            newer.Count > 0 ? newer[0].Ts : null);
    }

    /// <summary>From when on a member's messages are unread.</summary>
    public static DateTimeOffset Since(Membership membership) => membership.Ls ?? membership.Ts;
}
