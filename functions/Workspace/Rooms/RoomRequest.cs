using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>A call of <c>channels.*</c> or <c>groups.*</c>.</summary>
internal sealed record RoomRequest(RoomKind Kind, Parameters Parameters, Caller Caller);

/// <summary>Maps the calls of one kind of room to their handlers.</summary>
internal sealed class RoomRoutes(RouteGroupBuilder api, RoomKind kind)
{
    /// <summary>Maps a GET.</summary>
    public void Get<THandler>(string verb, Func<THandler, RoomRequest, CancellationToken, Task<IResult>> handle)
        where THandler : class => Map("GET", verb, handle);

    /// <summary>Maps a POST.</summary>
    public void Post<THandler>(string verb, Func<THandler, RoomRequest, CancellationToken, Task<IResult>> handle)
        where THandler : class => Map("POST", verb, handle);

    private void Map<THandler>(string method, string verb, Func<THandler, RoomRequest, CancellationToken, Task<IResult>> handle)
        where THandler : class =>
        // The handler is asked for, not bound: the generated binding knows no type parameters.
        api.MapMethods($"{kind.Plural}.{verb}", [method], (HttpContext context, Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
            handle(context.RequestServices.GetRequiredService<THandler>(), new RoomRequest(kind, parameters, caller), cancellationToken));
}
