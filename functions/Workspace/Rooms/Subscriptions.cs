using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>subscriptions.*</c> (<c>rocket-chat-behaviour.md</c> 7.8): the caller's rooms as it sees them. Each costs the reads of one room.</summary>
internal sealed class Subscriptions(UserRooms userRooms, RoomStore rooms, MembershipStore memberships, MessageStore messages, MessageReader reader, SubscriptionView view, TimeProvider time)
{
    private const int MostLookedAt = 100;

    /// <summary>All, or those in which something changed since <c>updatedSince</c>.</summary>
    public async Task<IResult> ListAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var since = UpdatedSince.Of(parameters, "error-roomId-param-invalid", "The \"lastUpdate\" query parameter must be a valid date. [error-roomId-param-invalid]");
        return Results.Ok(new JsonObject { ["update"] = new JsonArray([.. await ChangedAsync(caller.User, since, cancellationToken)]), ["remove"] = new JsonArray(), ["success"] = true });
    }

    /// <summary>A user's subscriptions, or those in which something changed since a time.</summary>
    public async Task<IEnumerable<JsonNode>> ChangedAsync(User user, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var joined = await userRooms.ListAsync(user.Id, cancellationToken);
        var views = new JsonNode?[joined.Count];
        await Parallel.ForAsync(0, joined.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (i, token) =>
        {
            var (subscription, changedAt) = await view.ToNodeAsync(joined[i].Room, joined[i].Membership, user, token);
            if (since is null || changedAt > since) views[i] = subscription;
        });
        return views.OfType<JsonNode>();
    }

    /// <summary>One, or null.</summary>
    public async Task<IResult> GetAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var roomId = parameters.RequiredString("roomId");
        var found = await rooms.FindAsync(roomId, cancellationToken) is { } room && await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken) is { } membership
            ? (await view.ToNodeAsync(room, membership, caller.User, cancellationToken)).View
            : null;
        return Results.Ok(new JsonObject { ["subscription"] = found, ["success"] = true });
    }

    /// <summary>The caller has read all of a room.</summary>
    public async Task<IResult> ReadAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await SetSeenAsync(parameters.FirstString("rid", "roomId") ?? throw ApiException.MissingKey("rid"), time.GetUtcNow(), caller, cancellationToken);

    /// <summary>The caller has read a room up to <c>firstUnreadMessage</c>, or up to the last message that somebody else wrote.</summary>
    public async Task<IResult> UnreadAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        const string code = "error-no-message-for-unread";
        var named = parameters.Object("firstUnreadMessage") is { } message ? Parameters.Of(message).RequiredString("_id") : null;
        if (named is null && parameters.FirstString("roomId") is null) throw ApiException.MissingKey("roomId");
        var first = named is not null
            ? (await reader.FindAsync(named, cancellationToken))?.Message
            : await messages.ListAsync(parameters.FirstString("roomId")!, MessageRange.All, MostLookedAt, cancellationToken)
                .Take(MostLookedAt)
                .FirstOrDefaultAsync(candidate => candidate.T is null && candidate.U.Id != caller.User.Id, cancellationToken);
        var isMember = first is not null && await memberships.FindAsync(first.Rid, caller.User.Id, cancellationToken) is not null;
        if (!isMember) throw ApiException.NotFound(code, $"There is no message to mark unread [{code}]");
        return await SetSeenAsync(first!.Rid, first.Ts.AddMilliseconds(-1), caller, cancellationToken);
    }

    private async Task<IResult> SetSeenAsync(string roomId, DateTimeOffset seen, Caller caller, CancellationToken cancellationToken)
    {
        const string code = "error-invalid-subscription";
        var changed = await memberships.UpdateAsync(roomId, caller.User.Id, membership => membership with { Ls = seen, UpdatedAt = time.GetUtcNow() }, cancellationToken);
        return changed is null ? throw ApiException.NotFound(code, $"Invalid subscription [{code}]") : Results.Ok(new { success = true });
    }
}
