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
/// Rooms in the table <c>rooms</c>. A room and its name lie in one partition, so a transaction makes, renames or removes them together: a name is taken
/// exactly while its room exists. Rows: <c>r|id</c> the room, <c>n|name</c> the id of the channel or group of that name.
/// </summary>
internal sealed class RoomStore : IDisposable
{
    private const string TableName = "rooms";
    private const string Partition = "rooms";
    private const int MaxAttempts = 10;

    // No room has so long a name or id, and the service refuses keys above 1 KiB.
    private const int MaxKeyLength = 100;

    private readonly TableClient _table;
    private readonly GroupCommitWriter _writer;
    private readonly WorkspaceEvents _events;
    private readonly ReadCache<Room> _rooms;
    private readonly ReadCache<string> _ids;

    public RoomStore(StorageAccount storage, WorkspaceEvents events, IOptions<GroupCommitOptions> commit, IOptions<RoomsOptions> options, TimeProvider time)
    {
        (_table, _events) = (storage.Table(TableName), events);
        _writer = new GroupCommitWriter(_table, commit.Value, time);
        var lifetime = TimeSpan.FromSeconds(options.Value.CacheSeconds);
        _rooms = new ReadCache<Room>(lifetime, 50_000);
        _ids = new ReadCache<string>(lifetime, 50_000);
    }

    /// <summary>A room by id, as read within the last <see cref="RoomsOptions.CacheSeconds"/>.</summary>
    public ValueTask<Room?> FindAsync(string id, CancellationToken cancellationToken) => id.Length > MaxKeyLength
        ? ValueTask.FromResult<Room?>(null)
        : _rooms.GetAsync(RoomKey(id), async key => (await ReadAsync(key, CancellationToken.None))?.Room, cancellationToken);

    /// <summary>A channel or group by name, whatever its case.</summary>
    public async ValueTask<Room?> FindByNameAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length > MaxKeyLength) return null;
        var id = await _ids.GetAsync(NameKey(name), ReadIdAsync, cancellationToken);
        return id is null ? null : await FindAsync(id, cancellationToken);
    }

    /// <summary>A room by id, else by name.</summary>
    public async ValueTask<Room?> FindByIdOrNameAsync(string idOrName, CancellationToken cancellationToken) =>
        await FindByNameAsync(idOrName, cancellationToken) ?? await FindAsync(idOrName, cancellationToken);

    /// <summary>Whether a room exists, whatever was read before.</summary>
    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) => await ReadAsync(RoomKey(id), cancellationToken) is not null;

    /// <summary>All rooms of a type, by id: one range read.</summary>
    public async Task<IReadOnlyList<Room>> ListAsync(string type, CancellationToken cancellationToken)
    {
        List<Room> rooms = [];
        var filter = $"{RowRange.Prefix(Partition, "r|")} and {TableClient.CreateQueryFilter($"T eq {type}")}";
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)) rooms.Add(Deserialize(row));
        return rooms;
    }

    /// <summary>Makes a room.</summary>
    /// <param name="room">The room.</param>
    /// <param name="by">Who makes it, which is then an event; null where it is none.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="ApiException">409: the name is taken, or there is a room with this id.</exception>
    public async Task CreateAsync(Room room, User? by, CancellationToken cancellationToken)
    {
        var set = new WriteSet(Partition).Claim(ToRow(room));
        if (room.Name is { } name) set.Claim(NameRow(name, room.Id));
        try
        {
            await _events.CommitAsync(_writer, TableName, set, by is null ? [] : [new WorkspaceEvent(WorkspaceEvent.RoomCreated, by, room.Ts, room)], cancellationToken);
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            throw Taken(room);
        }
        finally
        {
            Forget(room);
        }
    }

    /// <summary>Changes a room that must be as it was read; a change between is read again.</summary>
    /// <param name="id">The room.</param>
    /// <param name="change">Gives the changed one; the same object means no change.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <param name="happening">What the change means to listeners; null for nothing.</param>
    /// <returns>The changed room; null if there is none.</returns>
    /// <exception cref="ApiException">409: the new name is taken.</exception>
    public async Task<Room?> UpdateAsync(string id, Func<Room, Room> change, CancellationToken cancellationToken, Func<Room, WorkspaceEvent>? happening = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await ReadAsync(RoomKey(id), cancellationToken) is not { } read) return null;
            var changed = change(read.Room);
            if (ReferenceEquals(changed, read.Room)) return changed;
            var set = new WriteSet(Partition).Replace(ToRow(changed), read.ETag);
            var (before, after) = (read.Room.Name is null ? null : NameKey(read.Room.Name), changed.Name is null ? null : NameKey(changed.Name));
            if (after is not null && after != before) set.Claim(NameRow(changed.Name!, id));
            if (before is not null && after != before) set.Delete(before, ETag.All);
            try
            {
                await _events.CommitAsync(_writer, TableName, set, happening is null ? [] : [happening(changed)], cancellationToken);
                Forget(read.Room);
                Forget(changed);
                return changed;
            }
            catch (RequestFailedException conflict) when (conflict.Status == 409)
            {
                throw Taken(changed);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 412 or 404 && attempt < MaxAttempts)
            {
                // Somebody changed the room in between: decide again on what stands there now.
            }
        }
    }

    /// <summary>Removes a room with its name.</summary>
    /// <returns>The room that went; null if there was none.</returns>
    public async Task<Room?> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await ReadAsync(RoomKey(id), cancellationToken) is not { } read) return null;
            var set = new WriteSet(Partition).Delete(RoomKey(id), read.ETag);
            if (read.Room.Name is { } name) set.Delete(NameKey(name), ETag.All);
            try
            {
                await _writer.CommitAsync(set, cancellationToken);
                Forget(read.Room);
                return read.Room;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 412 or 404 && attempt < MaxAttempts)
            {
                // Changed in between: remove what stands there now.
            }
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _rooms.Dispose();
        _ids.Dispose();
    }

    private async Task<string?> ReadIdAsync(string nameKey)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, nameKey, cancellationToken: CancellationToken.None);
        return found.HasValue ? found.Value!.GetString("Id") : null;
    }

    private async Task<(Room Room, ETag ETag)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, key, cancellationToken: cancellationToken);
        return found.HasValue ? (Deserialize(found.Value!), found.Value!.ETag) : null;
    }

    private void Forget(Room room)
    {
        _rooms.Forget(RoomKey(room.Id));
        if (room.Name is { } name) _ids.Forget(NameKey(name));
    }

    private static ApiException Taken(Room room) =>
        ApiException.Conflict("error-duplicate-channel-name", $"A channel with name '{room.Name ?? room.Id}' exists", new { channel_name = room.Name });

    // The type lies beside the document so that a list of channels does not fetch every direct room.
    private static TableEntity ToRow(Room room)
    {
        var row = JsonRow.Create(Partition, RoomKey(room.Id), JsonSerializer.Serialize(room, RestJson.Options));
        row["T"] = room.T;
        return row;
    }

    private static TableEntity NameRow(string name, string id) => new(Partition, NameKey(name)) { ["Id"] = id };

    private static Room Deserialize(TableEntity row) => JsonSerializer.Deserialize<Room>(JsonRow.Read(row), RestJson.Options)!;

    private static string RoomKey(string id) => "r|" + StorageKey.Encode(id);

    private static string NameKey(string name) => "n|" + StorageKey.Fold(name);
}
