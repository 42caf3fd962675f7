using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>
/// Memberships in the table <c>subscriptions</c>: the truth in the room's partition (row key: the user), a mirror in the user's (<c>u|user</c>, row key: the
/// room) for <see cref="UserRooms"/>. The mirror is written first and removed last, so a crash between leaves at most a mirror too many, which a read repairs.
/// </summary>
internal sealed class MembershipStore : IDisposable
{
    private const string TableName = "subscriptions";
    private const int MaxAttempts = 10;

    private static readonly string[] KeyOnly = ["RowKey"];
    private static readonly ParallelOptions FewAtATime = new() { MaxDegreeOfParallelism = 16 };

    private readonly TableClient _table;
    private readonly GroupCommitWriter _writer;
    private readonly WorkspaceEvents _events;
    private readonly ReadCache<Membership> _memberships;
    private readonly ReadCache<object> _counts;

    public MembershipStore(StorageAccount storage, WorkspaceEvents events, IOptions<GroupCommitOptions> commit, IOptions<RoomsOptions> options, TimeProvider time)
    {
        (_table, _events) = (storage.Table(TableName), events);
        _writer = new GroupCommitWriter(_table, commit.Value, time);
        var lifetime = TimeSpan.FromSeconds(options.Value.CacheSeconds);
        _memberships = new ReadCache<Membership>(lifetime, 100_000);
        _counts = new ReadCache<object>(lifetime, 10_000);
    }

    /// <summary>A user's membership of a room, as read within the last <see cref="RoomsOptions.CacheSeconds"/>; null if it is no member.</summary>
    public ValueTask<Membership?> FindAsync(string roomId, string userId, CancellationToken cancellationToken) =>
        _memberships.GetAsync(CacheKey(roomId, userId), _ => ReadAsync(roomId, userId, CancellationToken.None), cancellationToken);

    /// <summary>The members of a room, by user id: one range read.</summary>
    public async Task<IReadOnlyList<Membership>> ListAsync(string roomId, CancellationToken cancellationToken)
    {
        List<Membership> members = [];
        await foreach (var row in _table.QueryAsync<TableEntity>(RowRange.All(StorageKey.Encode(roomId)), cancellationToken: cancellationToken))
            if (IsMembership(row)) members.Add(Deserialize(row));
        return members;
    }

    /// <summary>How many members a room has: a range read of keys alone, kept briefly.</summary>
    public async Task<int> CountAsync(string roomId, CancellationToken cancellationToken) =>
        (int)(await _counts.GetAsync(
            StorageKey.Encode(roomId),
            async partition => (object)await _table.QueryAsync<TableEntity>(RowRange.All(partition), select: KeyOnly, cancellationToken: CancellationToken.None).CountAsync(IsMembership),
            cancellationToken))!;

    /// <summary>Adds members to a room that does not exist yet: nobody can leave it meanwhile.</summary>
    public Task CreateAsync(IEnumerable<Membership> memberships, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(memberships, FewAtATime, async (membership, _) =>
        {
            await PutMirrorAsync(membership, cancellationToken);
            await CommitTruthAsync(membership, static (set, row) => set.Put(row), [], cancellationToken);
        });

    /// <summary>Adds a member.</summary>
    /// <param name="user">Who comes.</param>
    /// <param name="room">The room.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False if it is one already: of several who add it at once, one is told true.</returns>
    public async Task<bool> AddAsync(User user, Room room, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var membership = Membership.Of(user, room.Id, now);
        await PutMirrorAsync(membership, cancellationToken);
        try
        {
            await CommitTruthAsync(membership, static (set, row) => set.Claim(row), [new WorkspaceEvent(WorkspaceEvent.RoomJoined, user, now, room)], cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            Forget(membership.RoomId, membership.UserId);
            return false;
        }

        // Somebody who left at the same moment may have taken the mirror away before the truth was there.
        await PutMirrorAsync(membership, cancellationToken);
        return true;
    }

    /// <summary>Changes a membership that must be as it was read; a change between is read again.</summary>
    /// <returns>The changed membership; null if there is none.</returns>
    public async Task<Membership?> UpdateAsync(string roomId, string userId, Func<Membership, Membership> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (partition, key) = (StorageKey.Encode(roomId), StorageKey.Encode(userId));
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
            if (!found.HasValue) return null;
            var (read, changed) = (Deserialize(found.Value!), change(Deserialize(found.Value!)));
            if (changed == read) return read;
            var row = JsonRow.Create(partition, key, JsonSerializer.Serialize(changed, RestJson.Options));
            try
            {
                await _writer.CommitAsync(new WriteSet(partition).Replace(row, found.Value!.ETag), cancellationToken);
                Forget(roomId, userId);
                return changed;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 412 or 404 && attempt < MaxAttempts)
            {
                // Somebody changed it in between: decide again on what stands there now.
            }
        }
    }

    /// <summary>Removes a member.</summary>
    /// <param name="user">Who goes.</param>
    /// <param name="room">The room.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>False if it was none.</returns>
    public async Task<bool> RemoveAsync(User user, Room room, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wasMember = await TryDeleteTruthAsync(user, room, now, cancellationToken);
        Forget(room.Id, user.Id);
        await _table.DeleteEntityAsync(MirrorPartition(user.Id), StorageKey.Encode(room.Id), cancellationToken: cancellationToken);

        // Who joined again at the same moment keeps its mirror.
        if (await ReadAsync(room.Id, user.Id, cancellationToken) is { } again) await PutMirrorAsync(again, cancellationToken);
        return wasMember;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _memberships.Dispose();
        _counts.Dispose();
    }

    /// <summary>The partition of a user's mirrors.</summary>
    public static string MirrorPartition(string userId) => "u|" + StorageKey.Encode(userId);

    private async Task<Membership?> ReadAsync(string roomId, string userId, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(StorageKey.Encode(roomId), StorageKey.Encode(userId), cancellationToken: cancellationToken);
        return found.HasValue ? Deserialize(found.Value!) : null;
    }

    private async Task<bool> TryDeleteTruthAsync(User user, Room room, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var set = new WriteSet(StorageKey.Encode(room.Id)).Delete(StorageKey.Encode(user.Id), ETag.All);
            await _events.CommitAsync(_writer, TableName, set, [new WorkspaceEvent(WorkspaceEvent.RoomLeft, user, now, room)], cancellationToken);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return false;
        }
    }

    private async Task CommitTruthAsync(
        Membership membership, Func<WriteSet, TableEntity, WriteSet> how, IReadOnlyList<WorkspaceEvent> happenings, CancellationToken cancellationToken)
    {
        var (partition, row) = (StorageKey.Encode(membership.RoomId), StorageKey.Encode(membership.UserId));
        var set = how(new WriteSet(partition), JsonRow.Create(partition, row, JsonSerializer.Serialize(membership, RestJson.Options)));
        await _events.CommitAsync(_writer, TableName, set, happenings, cancellationToken);
        Forget(membership.RoomId, membership.UserId);
    }

    private Task PutMirrorAsync(Membership membership, CancellationToken cancellationToken)
    {
        var partition = MirrorPartition(membership.UserId);
        var row = new TableEntity(partition, StorageKey.Encode(membership.RoomId)) { ["RoomId"] = membership.RoomId };
        return _writer.CommitAsync(new WriteSet(partition).Put(row), cancellationToken);
    }

    private void Forget(string roomId, string userId)
    {
        _memberships.Forget(CacheKey(roomId, userId));
        _counts.Forget(StorageKey.Encode(roomId));
    }

    private static bool IsMembership(TableEntity row) => !row.RowKey.StartsWith(WorkspaceEvents.RowPrefix, StringComparison.Ordinal);

    private static string CacheKey(string roomId, string userId) => $"{StorageKey.Encode(roomId)}|{StorageKey.Encode(userId)}";

    private static Membership Deserialize(TableEntity row) => JsonSerializer.Deserialize<Membership>(JsonRow.Read(row), RestJson.Options)!;
}
