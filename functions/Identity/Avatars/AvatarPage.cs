using System.Text;
using Gantry.Functions.Workspace.Administration;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Net.Http.Headers;

namespace Gantry.Functions.Identity.Avatars;

/// <summary><c>/avatar/:username</c> and <c>/avatar/room/:rid</c> (<c>rocket-chat-behaviour.md</c> 7.8): a picture, or initials; also for names that nobody has, so that it does not tell who is here.</summary>
internal sealed class AvatarPage(UserStore users, RoomStore rooms, AvatarStore avatars, WorkspaceSettings settings)
{
    /// <summary>The picture of a user.</summary>
    public async Task<IResult> OfUserAsync(string username, HttpContext context, CancellationToken cancellationToken)
    {
        await RequireAllowedAsync(context, cancellationToken);
        var user = await users.FindByUsernameAsync(username, cancellationToken);
        if (user?.AvatarETag is not { } tag) return Initials(username, context);
        Protect(context);
        var etag = new EntityTagHeaderValue($"\"{tag}\"");
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(etag, useStrongComparison: false))) return NotModified(context, etag);
        return await avatars.FindAsync(user.Id, cancellationToken) is { } picture ? Results.Bytes(picture.Picture, picture.Type, entityTag: etag) : Initials(username, context);
    }

    /// <summary>The initials of a channel, or of anything else that is asked for.</summary>
    public async Task<IResult> OfRoomAsync(string roomId, HttpContext context, CancellationToken cancellationToken)
    {
        await RequireAllowedAsync(context, cancellationToken);

        // A private room must not tell its name.
        var room = await rooms.FindAsync(roomId, cancellationToken);
        return Initials(room is { IsChannel: true } ? room.Fname ?? room.Name ?? roomId : roomId, context);
    }

    private async Task RequireAllowedAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<Caller>() is null && (await settings.GetAsync(cancellationToken)).IsOn("Accounts_AvatarBlockUnauthenticatedAccess"))
            throw new ApiException(403, "error-user-not-authorized", "Forbidden");
    }

    private static IResult Initials(string name, HttpContext context)
    {
        Protect(context);
        return Results.Bytes(Encoding.UTF8.GetBytes(InitialsPicture.Svg(name)), "image/svg+xml");
    }

    private static IResult NotModified(HttpContext context, EntityTagHeaderValue etag)
    {
        context.Response.Headers.ETag = etag.ToString();
        return Results.StatusCode(StatusCodes.Status304NotModified);
    }

    // What users uploaded runs nowhere, whatever a browser takes it for.
    private static void Protect(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=60";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        context.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
