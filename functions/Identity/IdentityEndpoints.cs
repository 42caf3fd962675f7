using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary>The slice's routes.</summary>
internal static class IdentityEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapIdentity(this RouteGroupBuilder api)
    {
        api.MapPost("login", (Login login, Parameters parameters, CancellationToken cancellationToken) => login.LoginAsync(parameters, cancellationToken)).AllowAnonymous();
        api.MapMethods("logout", ["GET", "POST"], (Login login, Caller caller, CancellationToken cancellationToken) => login.LogoutAsync(caller, cancellationToken));
        api.MapGet("me", Me);
    }

    private static IResult Me(Caller caller, UserView view)
    {
        var me = view.ForSelf(caller.User);
        me["success"] = true;
        return Results.Ok(me);
    }
}
