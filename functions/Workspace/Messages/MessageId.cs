namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// Message ids: the inverted time, so that the newest message of a room sorts first, then the id of the room, so that the id alone tells where the message lies.
/// </summary>
internal static class MessageId
{
    /// <summary>Prefix of a message's row key.</summary>
    public const string RowPrefix = "m|";

    private const int MaxLength = 200;

    /// <summary>A new id for now.</summary>
    public static string New(string roomId, TimeProvider time) => TimeOrderedId.New(time) + roomId;

    /// <summary>Takes an id apart.</summary>
    /// <param name="id">Anything.</param>
    /// <param name="roomId">The room.</param>
    /// <param name="rowKey">The row in the room's partition.</param>
    /// <returns>False if Gantry cannot have made it.</returns>
    public static bool TryParse(string id, out string roomId, out string rowKey)
    {
        (roomId, rowKey) = ("", "");
        if (id.Length is <= TimeOrderedId.Length or > MaxLength || !TimeOrderedId.TryGetTime(id, out _)) return false;
        roomId = id[TimeOrderedId.Length..];
        rowKey = RowKey(id);
        return true;
    }

    /// <summary>The row key of a message with an id of <see cref="New"/>.</summary>
    public static string RowKey(string id) => RowPrefix + StorageKey.Encode(id);

    /// <summary>When an id of <see cref="New"/> was made.</summary>
    public static DateTimeOffset TimeOf(string id) => TimeOrderedId.TryGetTime(id, out var time) ? time : throw new ArgumentException($"'{id}' is no message id.", nameof(id));
}
