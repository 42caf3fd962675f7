using Gantry.Functions.Identity;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Gantry.Functions.Rest.OpenApi;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>The slice's routes: <c>rooms.upload</c>, <c>rooms.media</c>, <c>rooms.mediaConfirm</c> and <c>/file-upload</c>.</summary>
internal static class UploadsEndpoints
{
    /// <summary>Maps those of the API.</summary>
    public static void MapUploads(this RouteGroupBuilder api)
    {
        api.MapPost("rooms.upload", (Uploading uploading, HttpContext context, Caller caller, CancellationToken token) => uploading.UploadAsync(context, null, caller, token)).LimitRate(RateLimitRule.Uploads).TakesFile("file");
        api.MapPost("rooms.upload/{rid}", (Uploading uploading, string rid, HttpContext context, Caller caller, CancellationToken token) => uploading.UploadAsync(context, rid, caller, token)).LimitRate(RateLimitRule.Uploads).TakesFile("file");
        api.MapPost("rooms.media/{rid}", (Uploading uploading, string rid, HttpContext context, Caller caller, CancellationToken token) => uploading.UploadMediaAsync(context, rid, caller, token)).LimitRate(RateLimitRule.Uploads).TakesFile("file");
        api.MapPost("rooms.mediaConfirm/{rid}/{fileId}", (Uploading uploading, string rid, string fileId, Parameters parameters, Caller caller, CancellationToken token) =>
            uploading.ConfirmAsync(rid, fileId, parameters, caller, token));
    }

    /// <summary>Maps the address of files.</summary>
    public static void MapFileUpload(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/file-upload/{id}/{name?}", ["GET", "HEAD"], (FileDownload download, string id, HttpContext context, CancellationToken token) => download.GetAsync(id, context, token));
}
