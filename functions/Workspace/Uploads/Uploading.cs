using Azure;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>
/// <c>rooms.upload</c> (seed 002): file and message in one call; <c>rooms.media</c> and <c>rooms.mediaConfirm</c>: the file first, its message later
/// (<c>rocket-chat-behaviour.md</c> 7.7). The message and the file's <c>f|</c> row are one transaction, and the row is a claim, so a file gets one message
/// however often it is confirmed.
/// </summary>
internal sealed class Uploading(
    UploadReceiver receiver, UploadStore store, MessageStore messages, MessagePosting posting, RoomSelector selector, MessageView view, TimeProvider time)
{
    /// <summary>For so long an upload may be confirmed.</summary>
    public static readonly TimeSpan ConfirmableFor = TimeSpan.FromHours(24);

    /// <summary>Uploads a file and posts its message.</summary>
    public async Task<IResult> UploadAsync(HttpContext context, string? roomId, Caller caller, CancellationToken cancellationToken)
    {
        var received = await receiver.ReceiveAsync(context, roomId, caller, cancellationToken);
        Message message;
        try
        {
            message = await PostAsync(received.Upload, received.Size, received.Room, received.Fields, caller, cancellationToken);
        }
        catch (ApiException)
        {
            // Refused before anything was committed.
            await store.DeleteAsync(received.Upload.Id, cancellationToken);
            throw;
        }

        await store.FinishAsync(received.Upload.Id, cancellationToken);
        return Results.Ok(new { message = view.ToNode(message), success = true });
    }

    /// <summary>Uploads a file that no message carries yet.</summary>
    public async Task<IResult> UploadMediaAsync(HttpContext context, string roomId, Caller caller, CancellationToken cancellationToken)
    {
        var received = await receiver.ReceiveAsync(context, roomId, caller, cancellationToken);
        var file = new { _id = received.Upload.Id, url = FileAttachment.Address(received.Upload.Id, received.Upload.Name) };
        return Results.Ok(new { file, success = true });
    }

    /// <summary>Posts the message of an uploaded file; a repeat answers the message that is there.</summary>
    public async Task<IResult> ConfirmAsync(string roomId, string fileId, Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(Parameters.Of(new Dictionary<string, string>(StringComparer.Ordinal) { ["roomId"] = roomId }), caller, cancellationToken);
        if (!MessageId.TryParse(fileId, out var fileRoom, out _) || fileRoom != room.Id) throw Invalid();
        var upload = await store.FindPendingAsync(fileId, cancellationToken);
        if (upload is null || upload.UserId != caller.User.Id || time.GetUtcNow() - upload.UploadedAt > ConfirmableFor) throw Invalid();
        var size = await store.FindSizeAsync(fileId, cancellationToken) ?? throw Invalid();
        if (parameters.FirstString("fileName") is { } name) upload = upload with { Name = FileName.Clean(name) };
        Message message;
        try
        {
            message = await PostAsync(upload, size, room, parameters, caller, cancellationToken);
        }
        catch (RequestFailedException confirmed) when (confirmed.Status == 409)
        {
            message = await FindConfirmedAsync(room, fileId, cancellationToken);
        }

        await store.FinishAsync(fileId, cancellationToken);
        return Results.Ok(new { message = view.ToNode(message), success = true });
    }

    private Task<Message> PostAsync(PendingUpload upload, long size, Room room, Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var file = new MessageFile(upload.Id, upload.Name, upload.Type, size, FileName.Extension(upload.Name));
        var draft = Sending.Draft(parameters, caller, parameters.String("msg")) with
        {
            File = file,
            Attachments = FileAttachment.Of(file, parameters.String("description")),
            Groupable = parameters.Bool("groupable") ?? false,
        };
        return posting.PostAsync(caller.User, room, draft, cancellationToken);
    }

    private async Task<Message> FindConfirmedAsync(Room room, string fileId, CancellationToken cancellationToken) =>
        await messages.ReadRowAsync(room.Id, FileEntry.RowKey(fileId), cancellationToken) is { } row
        && await messages.ReadAsync(room.Id, FileEntry.Of(row).MessageRow, cancellationToken) is { } stored
            ? stored.Message
            : throw Invalid();

    private static ApiException Invalid() => ApiException.NotFound("invalid-file", "[invalid-file]");
}
