using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Uploads;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>What a deleted room leaves behind: its messages, files and memberships. The members' mirrors go when they are next read (<see cref="UserRooms"/>).</summary>
internal sealed class RoomPurge(RoomStore rooms) : IPurgeSubject
{
    /// <summary>The name that jobs call rooms by.</summary>
    public const string SubjectKind = "room";

    public string Kind => SubjectKind;

    public Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) => rooms.ExistsAsync(id, cancellationToken);

    public IEnumerable<(string Table, string Partition)> Partitions(string id) => [("messages", StorageKey.Encode(id)), ("subscriptions", StorageKey.Encode(id))];

    public IEnumerable<(string Container, string NamePrefix)> Blobs(string id) => [("uploads", UploadStore.BlobPrefix(id))];
}
