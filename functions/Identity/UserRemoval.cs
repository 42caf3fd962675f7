using Gantry.Functions.Purge;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary><c>users.delete</c> (<c>rocket-chat-behaviour.md</c> 7.2). The user's row makes its tokens good, so they end with it; their rows are purged later.</summary>
internal sealed class UserRemoval(UserStore users) : IPurgeSubject
{
    /// <inheritdoc/>
    public string Kind => "user";

    /// <summary>Removes a user.</summary>
    public static async Task<IResult> DeleteAsync(Parameters parameters, UserStore users, PurgeQueue purges, IEnumerable<IRemovalListener> listeners, CancellationToken cancellationToken)
    {
        var user = await users.SelectAsync(parameters, cancellationToken);
        await RemoveAsync(user, users, purges, listeners, cancellationToken);
        return Results.Ok(new { deletedRooms = Array.Empty<string>(), success = true });
    }

    /// <summary>Removes a user; what it leaves behind is purged later.</summary>
    public static async Task RemoveAsync(User user, UserStore users, PurgeQueue purges, IEnumerable<IRemovalListener> listeners, CancellationToken cancellationToken)
    {
        if (user.Id == User.RocketCat) throw ApiException.Invalid("error-action-not-allowed", "Deleting rocket.cat is not allowed");
        var removal = new PurgeJob("user", user.Id);
        await purges.AnnounceAsync(removal, cancellationToken);
        if (!await users.DeleteAsync(user.Id, cancellationToken)) throw UserSelector.Unknown();
        await listeners.TellAsync(removal, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) => await users.ReadAsync(id, cancellationToken) is not null;

    /// <inheritdoc/>
    public IEnumerable<(string Table, string Partition)> Partitions(string id) => [("tokens", StorageKey.Encode(id)), ("avatars", StorageKey.Encode(id))];
}
