using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A file of a room as its <c>f|</c> row has it: what makes the file part of the room. It lies there exactly as long as its message.</summary>
/// <param name="Id">The file's id, which carries the room's as a message's does.</param>
/// <param name="Rid">The room.</param>
/// <param name="Name">The name to show and to save it under.</param>
/// <param name="Type">The media type.</param>
/// <param name="Size">Bytes.</param>
/// <param name="U">Who uploaded it.</param>
/// <param name="UploadedAt">When its message was posted.</param>
/// <param name="MessageRow">The row key of the message.</param>
internal sealed record FileEntry(
    [property: JsonPropertyName("_id")] string Id, string Rid, string Name, string Type, long Size, RoomUser U, DateTimeOffset UploadedAt, string MessageRow)
{
    /// <summary>The entry of a message's file.</summary>
    public static FileEntry Of(Message message, MessageFile file, string messageRow) =>
        new(file.Id, message.Rid, file.Name, file.Type, file.Size, message.U, message.Ts, messageRow);

    /// <summary>The entry of a row.</summary>
    public static FileEntry Of(TableEntity row) => JsonSerializer.Deserialize<FileEntry>(JsonRow.Read(row), RestJson.Options)!;

    /// <summary>The row key of a file's entry.</summary>
    public static string RowKey(string fileId) => MessageIndex.Files + fileId[..TimeOrderedId.Length];

    /// <summary>The row.</summary>
    public TableEntity ToRow(string partitionKey) => JsonRow.Create(partitionKey, RowKey(Id), JsonSerializer.Serialize(this, RestJson.Options));
}
