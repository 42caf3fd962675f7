using Azure;
using Azure.Data.Tables;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>The rooms that a user is in: its mirrors, each checked against the truth.</summary>
internal sealed class UserRooms(StorageAccount storage, MembershipStore memberships, RoomStore rooms, TimeProvider time)
{
    /// <summary>Longer than the writes of any request take: until then a mirror may be ahead of its room.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private static readonly string[] RoomIdOnly = ["RoomId"];

    private readonly TableClient _table = storage.Table("subscriptions");

    /// <summary>The rooms with the user's memberships.</summary>
    public async Task<IReadOnlyList<(Room Room, Membership Membership)>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        var range = RowRange.All(MembershipStore.MirrorPartition(userId));
        var mirrors = await _table.QueryAsync<TableEntity>(range, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var found = new (Room, Membership)?[mirrors.Count];
        await Parallel.ForAsync(0, mirrors.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (i, token) =>
            found[i] = await CheckAsync(mirrors[i], userId, token));
        return [.. found.OfType<(Room, Membership)>()];
    }

    /// <summary>The ids of the rooms that the user may be in: its mirrors as they are, unchecked; one range read.</summary>
    public async Task<IReadOnlyList<string>> ListIdsAsync(string userId, CancellationToken cancellationToken)
    {
        var range = RowRange.All(MembershipStore.MirrorPartition(userId));
        return await _table.QueryAsync<TableEntity>(range, select: RoomIdOnly, cancellationToken: cancellationToken).Select(mirror => mirror.GetString("RoomId")!).ToListAsync(cancellationToken);
    }

    private async Task<(Room, Membership)?> CheckAsync(TableEntity mirror, string userId, CancellationToken cancellationToken)
    {
        var roomId = mirror.GetString("RoomId")!;
        var membership = await memberships.FindAsync(roomId, userId, cancellationToken);
        if (membership is not null && await rooms.FindAsync(roomId, cancellationToken) is { } room) return (room, membership);
        if (time.GetUtcNow() - mirror.Timestamp > Settled) await RemoveAsync(mirror, cancellationToken);
        return null;
    }

    private async Task RemoveAsync(TableEntity mirror, CancellationToken cancellationToken)
    {
        try
        {
            await _table.DeleteEntityAsync(mirror.PartitionKey, mirror.RowKey, mirror.ETag, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            // The user joined again meanwhile.
        }
    }
}
