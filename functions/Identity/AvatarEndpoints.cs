using Gantry.Functions.Identity.Avatars;
using Gantry.Functions.Rest;
using Gantry.Functions.Rest.OpenApi;

namespace Gantry.Functions.Identity;

/// <summary>The pictures of users and rooms: their own addresses, and the calls that change them.</summary>
internal static class AvatarEndpoints
{
    /// <summary>Registers what they need.</summary>
    public static void AddAvatars(this IServiceCollection services)
    {
        services.AddSingleton<AvatarStore>();
        services.AddSingleton<AvatarSource>();
        services.AddSingleton<AvatarChange>();
        services.AddSingleton<AvatarPage>();
    }

    /// <summary>Maps the pictures themselves.</summary>
    public static void MapAvatars(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/avatar/{username}", (string username, AvatarPage page, HttpContext context, CancellationToken cancellationToken) => page.OfUserAsync(username, context, cancellationToken));
        routes.MapGet("/avatar/room/{roomId}", (string roomId, AvatarPage page, HttpContext context, CancellationToken cancellationToken) => page.OfRoomAsync(roomId, context, cancellationToken));
    }

    /// <summary>Maps the calls of the API.</summary>
    public static void MapAvatarCalls(this RouteGroupBuilder api)
    {
        api.MapPost("users.setAvatar", (AvatarChange change, HttpContext context, Caller caller, CancellationToken cancellationToken) => change.SetAsync(context, caller, cancellationToken)).TakesFile("image");
        api.MapPost("users.resetAvatar", (AvatarChange change, Parameters parameters, Caller caller, CancellationToken cancellationToken) => change.ResetAsync(parameters, caller, cancellationToken));
        api.MapGet("users.getAvatar", AvatarChange.LocateAsync).AllowAnonymous();
    }
}
