using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>A file that arrived whole, with the fields that came with it.</summary>
internal sealed record ReceivedFile(Room Room, PendingUpload Upload, long Size, Parameters Fields);

/// <summary>
/// Takes a file from a form into its blob: checks first whether the caller may post into the room, then streams. A form that names its room only behind
/// the file (seed 002 does) waits on disk until then.
/// </summary>
internal sealed class UploadReceiver(UploadStore store, FileTypes types, RoomSelector selector, MessageRules rules, IOptions<UploadsOptions> options)
{
    private const int MaxFormOverhead = 4 * 1024 * 1024;

    /// <summary>Receives a file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="roomId">The room that the address names; null if the form does.</param>
    /// <param name="caller">Who uploads.</param>
    /// <param name="cancellationToken">Cancels the upload; what was written goes later.</param>
    /// <exception cref="ApiException">400: no file; 403 or 404: not into this room; 413: too large; 422: of a type that is not allowed.</exception>
    public async Task<ReceivedFile> ReceiveAsync(HttpContext context, string? roomId, Caller caller, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxFileBytes;
        if (context.Request.ContentLength > limit + MaxFormOverhead) throw BoundedStream.TooLarge(limit);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit + MaxFormOverhead;
        var form = UploadForm.Open(context.Request);
        var file = await form.NextFileAsync(cancellationToken) ?? throw UploadForm.Invalid("No file was uploaded");
        var name = FileName.Clean(file.Name);
        var type = types.Require(name, file.Type);
        var content = new BoundedStream(file.Content, limit);
        if (roomId is not null || form.Fields.ContainsKey("roomId") || form.Fields.ContainsKey("rid"))
        {
            var room = await RoomAsync(roomId, form, caller, cancellationToken);
            var upload = await WriteAsync(room, caller, name, type, content, cancellationToken);
            return new ReceivedFile(room, upload, content.Count, await RestOfAsync(form, cancellationToken));
        }

        await using var spooled = await SpoolAsync(content, cancellationToken);
        var fields = await RestOfAsync(form, cancellationToken);
        var named = await RoomAsync(null, form, caller, cancellationToken);
        return new ReceivedFile(named, await WriteAsync(named, caller, name, type, spooled, cancellationToken), content.Count, fields);
    }

    private async Task<Room> RoomAsync(string? roomId, UploadForm form, Caller caller, CancellationToken cancellationToken)
    {
        var fields = roomId is null ? form.Fields : new Dictionary<string, string>(StringComparer.Ordinal) { ["roomId"] = roomId };
        var room = await selector.FindAnyAsync(Parameters.Of(fields), caller, cancellationToken);
        await rules.CheckAsync(caller.User, room, new MessageDraft(), cancellationToken);
        return room;
    }

    private async Task<PendingUpload> WriteAsync(Room room, Caller caller, string name, string type, Stream content, CancellationToken cancellationToken)
    {
        var upload = await store.AnnounceAsync(room.Id, caller.User.Id, name, type, cancellationToken);
        try
        {
            await store.WriteAsync(upload, content, cancellationToken);
            return upload;
        }
        catch (ApiException)
        {
            await store.DeleteAsync(upload.Id, cancellationToken);
            throw;
        }
    }

    // Further files are read over.
    private static async Task<Parameters> RestOfAsync(UploadForm form, CancellationToken cancellationToken)
    {
        while (await form.NextFileAsync(cancellationToken) is not null)
        {
            // The reader goes on behind it.
        }

        return Parameters.Of(form.Fields);
    }

    private static async Task<FileStream> SpoolAsync(Stream content, CancellationToken cancellationToken)
    {
        var spool = new FileStream(Path.Combine(Path.GetTempPath(), "gantry-" + Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            await content.CopyToAsync(spool, cancellationToken);
            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }
}
