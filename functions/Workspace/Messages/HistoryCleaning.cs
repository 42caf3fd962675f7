using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// <c>rooms.cleanHistory</c>: deletes the messages of a span of time, at most <see cref="MessagesOptions.MaxListed"/> a call, newest first, so that a
/// thread's replies go before what they reply to. Deletions of a few messages at a time share transactions.
/// </summary>
internal sealed class HistoryCleaning(MessageStore store, MessageRemoval removal, RoomSelector selector, RoomAccess access, IOptions<MessagesOptions> options)
{
    private const int AtATime = 16;
    private const int MaxAttempts = 10;

    /// <summary>Cleans, and says how many messages went.</summary>
    public async Task<IResult> CleanAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var (latest, oldest) = (parameters.Date("latest") ?? throw ApiException.MissingKey("latest"), parameters.Date("oldest") ?? throw ApiException.MissingKey("oldest"));
        if (parameters.FirstString("roomId") is null) throw ApiException.MissingKey("roomId");
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        var membership = await access.EnterAsync(caller.User, room, cancellationToken);
        if (!caller.Has("clean-channel-history", membership.Roles)) throw new ApiException(403, "error-not-allowed", "Not allowed [error-not-allowed]", new { method = "cleanRoomHistory" });
        var limit = parameters.Int("limit") is > 0 and var given ? Math.Min(given, options.Value.MaxListed) : options.Value.MaxListed;
        var wanted = Filter(parameters);
        var range = MessageRange.Between(latest, oldest, parameters.Bool("inclusive") ?? false);
        var keys = await store.ListKeysAsync(room.Id, range, cancellationToken).Take(limit).ToListAsync(cancellationToken);
        var count = 0;
        foreach (var some in keys.Chunk(AtATime))
            count += (await Task.WhenAll(some.Select(key => DeleteAsync(room, key, wanted, caller.User, cancellationToken)))).Count(deleted => deleted);
        return Results.Ok(new { _id = room.Id, count, success = true });
    }

    private async Task<bool> DeleteAsync(Room room, string rowKey, Func<Message, bool> wanted, User by, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await store.ReadAsync(room.Id, rowKey, cancellationToken) is not { } stored || !wanted(stored.Message)) return false;
            if (await removal.TryDeleteAsync(new ChosenMessage(stored, room, null), by, cancellationToken)) return true;
        }

        return false;
    }

    private static Func<Message, bool> Filter(Parameters parameters)
    {
        var (keepPinned, filesOnly, keepThreads) = (parameters.Bool("excludePinned") is true, parameters.Bool("filesOnly") is true, parameters.Bool("ignoreThreads") is true);
        var users = parameters.List("users");
        return message => message.T != "rm"
            && !(keepPinned && message.Pinned == true)
            && !(filesOnly && message.File is null)
            && !(keepThreads && (message.Tmid is not null || message.Tcount > 0))
            && (users is not { Count: > 0 } || users.Contains(message.U.Username, StringComparer.OrdinalIgnoreCase));
    }
}
