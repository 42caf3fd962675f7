using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>
/// <c>GET /file-upload/:id/:name</c>: who may read the room may fetch its files; what is not confirmed yet, who uploaded it. Browsers, which send no
/// headers of ours, say who they are by the cookies or query parameters <c>rc_uid</c> and <c>rc_token</c>. A file is saved, never shown: what
/// strangers upload must not run in the workspace's origin.
/// </summary>
internal sealed class FileDownload(
    UploadStore store, MessageStore messages, RoomStore rooms, RoomAccess access, TokenStore tokens, UserStore users, IOptions<UploadsOptions> options)
{
    private const int MaxLength = 256;

    /// <summary>Answers a file, or the part of it that the call asks for.</summary>
    public async Task<IResult> GetAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var (name, type) = await FindAsync(id, context, cancellationToken);
        var content = await store.OpenAsync(id, cancellationToken) ?? throw NotFound();
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = options.Value.ProtectFiles ? "private, no-cache" : "public, max-age=86400, immutable";
        var entityTag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{id[..TimeOrderedId.Length]}\"");
        return Results.Stream(content, type, name, entityTag: entityTag, enableRangeProcessing: true);
    }

    private async Task<(string Name, string Type)> FindAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var user = await UserAsync(context, cancellationToken);
        if (user is null && options.Value.ProtectFiles) throw ApiException.Unauthorized();
        if (!MessageId.TryParse(id, out var roomId, out _) || await rooms.FindAsync(roomId, cancellationToken) is not { } room) throw NotFound();
        if (await messages.ReadRowAsync(roomId, FileEntry.RowKey(id), cancellationToken) is { } row)
        {
            if (options.Value.ProtectFiles && !await access.CanReadAsync(user!, room, cancellationToken)) throw RoomRefusals.NotAllowed();
            var entry = FileEntry.Of(row);
            return (entry.Name, entry.Type);
        }

        return await store.FindPendingAsync(id, cancellationToken) is { } pending && pending.UserId == user?.Id ? (pending.Name, pending.Type) : throw NotFound();
    }

    private async Task<User?> UserAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<Caller>() is { } caller) return caller.User;
        var (id, token) = (Credential(context, "rc_uid"), Credential(context, "rc_token"));
        if (id is null || token is null || await tokens.FindAsync(id, token, cancellationToken) is null) return null;
        return await users.FindAsync(id, cancellationToken) is { Active: true } user ? user : null;
    }

    private static string? Credential(HttpContext context, string name) =>
        (context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : context.Request.Cookies[name]) is { Length: > 0 and <= MaxLength } text ? text : null;

    private static ApiException NotFound() => ApiException.NotFound("error-file-not-found", "File not found [error-file-not-found]");
}
