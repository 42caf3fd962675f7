using Gantry.Functions.Purge;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>A name that a room had before it was renamed: others may still call the room by it.</summary>
internal sealed class RoomNames(RoomStore rooms) : IPurgeSubject
{
    /// <summary>The name that jobs call them by.</summary>
    public const string SubjectKind = "roomname";

    public string Kind => SubjectKind;

    /// <summary>The job for a room and the name that it is about to lose.</summary>
    public static PurgeJob Job(Room room) => new(SubjectKind, $"{room.Id} {room.Name}");

    /// <summary>The room's id and its former name.</summary>
    public static (string RoomId, string Name) Parse(string id) => id.Split(' ', 2) is [var roomId, var name] ? (roomId, name) : throw new FormatException($"'{id}' is no name of a room.");

    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken)
    {
        var (roomId, name) = Parse(id);
        return await rooms.FindAsync(roomId, cancellationToken) is { } room && room.Name == name;
    }

    public IEnumerable<(string Table, string Partition)> Partitions(string id) => [];
}
