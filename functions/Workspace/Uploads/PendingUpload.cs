namespace Gantry.Functions.Workspace.Uploads;

/// <summary>A file whose blob may be there and that no message carries yet.</summary>
/// <param name="Id">Its id: the inverted time and the room, as a message's.</param>
/// <param name="RoomId">The room that it is for.</param>
/// <param name="UserId">Who uploads it.</param>
/// <param name="Name">The name to show and to save it under.</param>
/// <param name="Type">The media type.</param>
/// <param name="UploadedAt">When the upload began.</param>
internal sealed record PendingUpload(string Id, string RoomId, string UserId, string Name, string Type, DateTimeOffset UploadedAt);
